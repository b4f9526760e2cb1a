import type { OrderView } from '../api/order-view.ts';
import type { PortfolioView } from '../api/portfolio-view.ts';
import type { RiskContext, RiskRule } from '../api/risk-rule.ts';
import { OrderResponse, OrderResponseErrorCode } from '../model/order-response.ts';

/** The parts of a run that rules use. */
export interface PreTradeRiskParts {
  readonly clock: { readonly utc: number };
  readonly portfolio: PortfolioView;
  /** Called once for each kind of missing data. */
  readonly onMissingData: (message: string) => void;
}

/** The pre-trade risk checks of orders, the same in backtests and live runs. */
export class PreTradeRisk implements RiskContext {
  readonly portfolio: PortfolioView;
  dayStartValue = NaN;
  private readonly clock: { readonly utc: number };
  private readonly onMissingData: (message: string) => void;
  private rules: readonly RiskRule[] = [];
  private asked = '';
  private readonly said = new Set<string>();

  constructor({ clock, portfolio, onMissingData }: PreTradeRiskParts) {
    this.clock = clock;
    this.portfolio = portfolio;
    this.onMissingData = onMissingData;
  }

  get utcTime(): number {
    return this.clock.utc;
  }

  get hasRules(): boolean {
    return this.rules.length > 0;
  }

  setRules(rules: readonly RiskRule[]): void {
    this.rules = rules;
  }

  /** Called at the start of a day: losses are measured from the current value. */
  beginDay(): void {
    this.dayStartValue = this.portfolio.totalPortfolioValue;
  }

  /** The first refusal of a new or updated order; undefined when all rules allow it. */
  refusal(order: OrderView): OrderResponse | undefined {
    for (const rule of this.rules) {
      this.asked = rule.id;
      const refusal = rule.check(order, this);
      if (refusal === undefined) continue;
      return OrderResponse.error(
        order.id,
        OrderResponseErrorCode.RiskRuleRefused,
        `The risk rule ${rule.id} refused order ${order.id} for ${order.symbol.ticker} (${refusal.code}): ${refusal.message}`,
        refusal.code,
      );
    }
    return undefined;
  }

  orderValue(order: OrderView): number {
    const { type, limitPrice, stopPrice, security, quantityRemaining } = order;
    const own = limitPrice !== 0 ? limitPrice : stopPrice;
    const price = type === 'Market' || own === 0 ? security.price : own;
    return Math.abs(quantityRemaining * price * unitValue(order));
  }

  positionValue(order: OrderView, quantity: number): number {
    return quantity * order.security.price * unitValue(order);
  }

  worstCaseQuantity(order: OrderView): number {
    return order.security.holdings.quantity + this.sameSideQuantity(order);
  }

  isReducing(order: OrderView): boolean {
    const held = order.security.holdings.quantity;
    const change = this.sameSideQuantity(order);
    return held !== 0 && Math.sign(change) === -Math.sign(held) && Math.abs(change) <= Math.abs(held);
  }

  reportMissingData(message: string): void {
    const text = `The risk rule ${this.asked} cannot judge: ${message}`;
    if (this.said.has(text)) return;
    this.said.add(text);
    this.onMissingData(text);
  }

  /** The remaining quantity of the order and of the security's open orders of the same side, signed. */
  private sameSideQuantity(order: OrderView): number {
    let quantity = order.quantityRemaining;
    const side = Math.sign(order.quantity);
    for (const open of this.portfolio.openOrders()) {
      if (open.id !== order.id && open.symbol.key === order.symbol.key && Math.sign(open.quantity) === side)
        quantity += open.quantityRemaining;
    }
    return quantity;
  }
}

/** Value in account currency of one price point per unit. */
function unitValue({ security }: OrderView): number {
  return security.holdings.multiplier * security.quoteCurrency.conversionRate;
}
