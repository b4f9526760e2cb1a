import type { OrderGroupKind } from '../../../model/order-groups.ts';
import type { OrderView, UpdateOrderFields } from '../../../api/order-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type {
  AccountType,
  BrokerageModel,
  BrokerageModelName,
  DefaultBenchmark,
  SecurityKind,
} from '../../../api/brokerage-model.ts';
import type {
  BuyingPowerModel,
  FeeModel,
  FillModel,
  SettlementModel,
  SlippageModel,
} from '../../../api/security-models.ts';
import { SecurityType } from '../../../model/security-type.ts';
import { OrderType } from '../../../model/order-types.ts';
import { CashBuyingPowerModel } from '../buying-power/cash-buying-power-model.ts';
import { SecurityMarginModel } from '../buying-power/security-margin-model.ts';
import { NullFeeModel } from '../fee/constant-fee-model.ts';
import { InteractiveBrokersFeeModel } from '../fee/interactive-brokers-fee-model.ts';
import { EquityFillModel } from '../fill/equity-fill-model.ts';
import { ImmediateFillModel } from '../fill/immediate-fill-model.ts';
import { DelayedSettlementModel, ImmediateSettlementModel } from '../settlement/settlement-models.ts';
import { NullSlippageModel } from '../slippage/slippage-models.ts';

const MARKETS: Readonly<Partial<Record<SecurityType, string>>> = {
  [SecurityType.Future]: 'cme',
  [SecurityType.FutureOption]: 'cme',
  [SecurityType.Forex]: 'oanda',
  [SecurityType.Cfd]: 'oanda',
  [SecurityType.Crypto]: 'coinbase',
  [SecurityType.CryptoFuture]: 'binance',
};

const NO_SLIPPAGE = new NullSlippageModel();
const NO_FEES = new NullFeeModel();

/** A broker that accepts all orders: LEAN's DefaultBrokerageModel, and the base class of the others. */
export class DefaultBrokerageModel implements BrokerageModel {
  readonly name: BrokerageModelName = 'default';
  readonly orderGroups: readonly OrderGroupKind[] = [];
  readonly accountType: AccountType;
  readonly tradingDaysPerYear: number = 252;

  constructor(accountType: AccountType = 'margin') {
    this.accountType = accountType;
  }

  defaultMarket(type: SecurityType): string {
    return MARKETS[type] ?? 'usa';
  }

  refusalToSubmit(_security: SecurityView, _order: OrderView): string | undefined {
    return undefined;
  }

  refusalToUpdate(_security: SecurityView, _order: OrderView, _request: UpdateOrderFields): string | undefined {
    return undefined;
  }

  canExecuteOrder(_security: SecurityView, _order: OrderView): boolean {
    return true;
  }

  splitUpdate(order: OrderView, factor: number): UpdateOrderFields {
    const { type } = order;
    const isLimit = type === OrderType.Limit || type === OrderType.StopLimit || type === OrderType.LimitIfTouched;
    const isStop = type === OrderType.StopMarket || type === OrderType.StopLimit || type === OrderType.TrailingStop;
    const trails = type === OrderType.TrailingStop && !order.trailingAsPercentage;
    return {
      // the quantity filled before the split is unchanged
      quantity: order.quantityFilled + Math.trunc(order.quantityRemaining / factor),
      limitPrice: isLimit ? order.limitPrice * factor : undefined,
      stopPrice: isStop ? order.stopPrice * factor : undefined,
      triggerPrice: type === OrderType.LimitIfTouched ? order.triggerPrice * factor : undefined,
      trailingAmount: trails ? order.trailingAmount * factor : undefined,
    };
  }

  getLeverage(security: SecurityKind): number {
    if (this.accountType === 'cash') return 1;
    switch (security.symbol.securityType) {
      case SecurityType.Equity:
        return 2;
      case SecurityType.Forex:
      case SecurityType.Cfd:
        return 50;
      case SecurityType.CryptoFuture:
        return 25;
      default:
        return 1;
    }
  }

  getFillModel(security: SecurityKind): FillModel {
    return security.symbol.securityType === SecurityType.Equity ? new EquityFillModel() : new ImmediateFillModel();
  }

  getFeeModel(security: SecurityKind): FeeModel {
    return security.symbol.securityType === SecurityType.Equity ? new InteractiveBrokersFeeModel() : NO_FEES;
  }

  getSlippageModel(_security: SecurityKind): SlippageModel {
    return NO_SLIPPAGE;
  }

  getSettlementModel(security: SecurityKind): SettlementModel {
    return this.accountType === 'cash' && security.symbol.securityType === SecurityType.Equity
      ? new DelayedSettlementModel()
      : new ImmediateSettlementModel();
  }

  getBuyingPowerModel(security: SecurityKind): BuyingPowerModel {
    const type = security.symbol.securityType;
    if (this.accountType === 'cash' && (type === SecurityType.Crypto || type === SecurityType.Forex))
      return new CashBuyingPowerModel();
    return new SecurityMarginModel(this.getLeverage(security));
  }

  getBenchmark(): DefaultBenchmark {
    return { ticker: 'SPY', securityType: SecurityType.Equity, market: 'usa' };
  }
}
