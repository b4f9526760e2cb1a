import type { OrderView } from '../../../api/order-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { FeeModel, OrderFee } from '../../../api/security-models.ts';
import { Decimal } from '../../../model/decimal.ts';
import { EngineError } from '../../../model/engine-error.ts';
import { SecurityType } from '../../../model/security-type.ts';
import { TRANSACTION_ERRORS } from '../../errors.ts';
import { feeOf, unitsOf, valueInAccountCurrency, valueInQuoteCurrency, valuePrice } from './fee-arithmetic.ts';

interface EquityTerms {
  readonly perShare: Decimal;
  readonly least: OrderFee;
  readonly largestShare: Decimal;
  /** Up to this number of shares the fee is certainly the minimum. */
  readonly fewShares: number;
}

/** Fee per share, minimum fee per order, and maximum share of the order's value, by market. */
const EQUITY: Readonly<Record<string, EquityTerms>> = {
  usa: equityTerms('0.005', feeOf(Decimal.one, 'USD'), '0.005'),
  india: equityTerms('0.01', feeOf(Decimal.fromInteger(6), 'INR'), '20'),
};

function equityTerms(perShare: string, least: OrderFee, largestShare: string): EquityTerms {
  return {
    perShare: Decimal.parse(perShare),
    least,
    largestShare: Decimal.parse(largestShare),
    fewShares: (least.amount.toNumber() / Number(perShare)) * 0.999999,
  };
}

/** Commission rate and minimum fee in USD up to a monthly volume. */
const FOREX: readonly { readonly upTo: number; readonly rate: Decimal; readonly least: Decimal }[] = [
  { upTo: 1e9, rate: Decimal.parse('0.00002'), least: Decimal.parse('2') },
  { upTo: 2e9, rate: Decimal.parse('0.000015'), least: Decimal.parse('1.5') },
  { upTo: 5e9, rate: Decimal.parse('0.00001'), least: Decimal.parse('1.25') },
  { upTo: Infinity, rate: Decimal.parse('0.000008'), least: Decimal.one },
];

const CFD_RATE = Decimal.parse('0.00002');
const LEAST_CFD_FEE: Readonly<Record<string, Decimal>> = { JPY: Decimal.fromInteger(40), HKD: Decimal.fromInteger(10) };

/** Interactive Brokers' commissions for US and Indian equities, forex and CFDs (LEAN's InteractiveBrokersFeeModel). */
export class InteractiveBrokersFeeModel implements FeeModel {
  private readonly forex: (typeof FOREX)[number];

  /** @param monthlyForexAmount monthly volume in USD, which determines the tier */
  constructor(monthlyForexAmount = 0) {
    this.forex = FOREX.find((tier) => monthlyForexAmount <= tier.upTo) ?? FOREX[0];
  }

  getOrderFee(security: SecurityView, order: OrderView): OrderFee {
    switch (security.symbol.securityType) {
      case SecurityType.Equity:
        return equityFee(security, order);
      case SecurityType.Forex:
        return feeOf(
          Decimal.max(this.forex.least, this.forex.rate.mul(valueInAccountCurrency(security, order))),
          'USD',
        );
      case SecurityType.Cfd: {
        const currency = security.quoteCurrency.symbol;
        return feeOf(
          Decimal.max(CFD_RATE.mul(valueInAccountCurrency(security, order)), LEAST_CFD_FEE[currency] ?? Decimal.one),
          currency,
        );
      }
      default:
        throw unsupported(security);
    }
  }
}

/** As in LEAN, the maximum share of the value does not cap the minimum fee. */
function equityFee(security: SecurityView, order: OrderView): OrderFee {
  const terms = EQUITY[security.symbol.market];
  if (terms === undefined) throw unsupported(security);
  const { least, perShare, largestShare } = terms;
  if (Math.abs(order.quantity) < terms.fewShares) return least;
  const fee = perShare.mul(unitsOf(order));
  if (fee.lt(least.amount)) return least;
  const price = valuePrice(order, security.price);
  const rate = security.quoteCurrency.exactConversionRate;
  // The cap only applies when a share costs less than fee divided by rate; far above that no decimals are needed.
  if (price * rate.toNumber() * security.holdings.multiplier * largestShare.toNumber() > perShare.toNumber() * 1.000001)
    return feeOf(fee, least.currency);
  return feeOf(
    Decimal.min(fee, valueInQuoteCurrency(security, order, price).mul(rate).mul(largestShare)),
    least.currency,
  );
}

function unsupported(security: SecurityView): EngineError {
  const { ticker, securityType, market } = security.symbol;
  return new EngineError(
    TRANSACTION_ERRORS.UNSUPPORTED_SECURITY,
    `Interactive Brokers' fee model has no fees for ${ticker} (${securityType} of ${market}). Choose another fee or brokerage model for it.`,
    { data: { symbol: ticker } },
  );
}
