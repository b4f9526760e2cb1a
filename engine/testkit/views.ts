import type { OrderView } from '../api/order-view.ts';
import type { CashView, HoldingView } from '../api/portfolio-view.ts';
import type { SecurityView } from '../api/security-view.ts';
import { Decimal } from '../model/decimal.ts';
import { OrderType } from '../model/order-types.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';

/**
 * A view throws when a model reads a property that the test did not provide, so that a test states everything its model
 * reads.
 */
function viewOf<View extends object>(what: string, parts: Partial<View>): View {
  return new Proxy(parts, {
    get(target, name) {
      if (name in target || typeof name === 'symbol') return Reflect.get(target, name) as unknown;
      throw new Error(`The ${what} of this test has no ${name}. Give it one.`);
    },
    set: (_target, name) => {
      throw new TypeError(`The ${what} is read-only, so ${String(name)} cannot be set.`);
    },
  }) as View;
}

/** Cash of a currency, by default with a conversion rate of 1 to the account currency. */
export function cashView(symbol: string, parts: Partial<CashView> = {}): CashView {
  return viewOf('cash', { symbol, conversionRate: 1, exactConversionRate: Decimal.one, ...parts });
}

/** A position of `quantity` units. */
export function holdingView(quantity: number, parts: Partial<HoldingView> = {}): HoldingView {
  return viewOf('holding', {
    quantity,
    exactQuantity: Decimal.of(quantity),
    absoluteQuantity: Math.abs(quantity),
    invested: quantity !== 0,
    isLong: quantity > 0,
    isShort: quantity < 0,
    multiplier: 1,
    ...parts,
  });
}

/** A view of the US stock AAA in USD, not held; `parts` overrides or adds properties. */
export function securityView(parts: Partial<SecurityView> = {}): SecurityView {
  return viewOf('security', {
    symbol: new SecuritySymbol('AAA', SecurityType.Equity, 'usa', 'AAA TEST'),
    type: SecurityType.Equity,
    quoteCurrency: cashView('USD'),
    baseCurrency: undefined,
    holdings: holdingView(0),
    ...parts,
  });
}

/** A view of an unfilled market order for `quantity` units; `parts` overrides or adds properties. */
export function orderView(quantity: number, parts: Partial<OrderView> = {}): OrderView {
  return viewOf('order', {
    id: 1,
    type: OrderType.Market,
    quantity,
    absoluteQuantity: Math.abs(quantity),
    quantityFilled: 0,
    quantityRemaining: quantity,
    limitPrice: 0,
    stopPrice: 0,
    triggerPrice: 0,
    stopTriggered: false,
    triggerTouched: false,
    ...parts,
  });
}
