import type { PastData } from '../api/exit-rule.ts';
import type { OrderView } from '../api/order-view.ts';
import type { PortfolioView } from '../api/portfolio-view.ts';
import type { RiskContext, RiskExposure, RiskRule } from '../api/risk-rule.ts';
import type { SecurityView } from '../api/security-view.ts';
import { OrderGroupKind, OrderGroupRole } from '../model/order-groups.ts';
import { OrderResponse, OrderResponseErrorCode } from '../model/order-response.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { RoundTrips } from '../positions/round-trips.ts';

/** The parts of a run that rules use. */
export interface PreTradeRiskParts {
  readonly clock: { readonly utc: number };
  readonly portfolio: PortfolioView;
  /** Called for missing data and alerts, once each. */
  readonly onMessage: (message: string) => void;
}

/** Data of a run that only some rules use; without them those rules report that they lack data. */
export interface RiskSources {
  readonly past?: PastData;
  readonly trades?: RoundTrips;
  /** The stop at which the position of an entry would be left; NaN without one. */
  readonly stopPrice?: (order: OrderView) => number;
}

const NO_PAST: PastData = { dailyBars: () => [], seriesValue: () => NaN };

/** The risk rules of a run: pre-trade checks of orders and continuous observation, the same in backtests and live runs. */
export class PreTradeRisk implements RiskContext {
  readonly portfolio: PortfolioView;
  dayStartValue = NaN;
  peakValue = NaN;
  /** Refused orders by rule. */
  readonly refusals = new Map<string, number>();
  /** Alerts that have begun, by rule. */
  readonly alerts = new Map<string, number>();
  private readonly clock: { readonly utc: number };
  private readonly onMessage: (message: string) => void;
  private rules: readonly RiskRule[] = [];
  private sources: RiskSources = {};
  private trades = new RoundTrips();
  private asked = '';
  /** The order that is checked. */
  private order: OrderView | undefined;
  /** Exposures of the current check, once a rule has asked for them. */
  private known: RiskExposure[] | undefined;
  private readonly said = new Set<string>();
  private readonly active = new Set<RiskRule>();

  constructor({ clock, portfolio, onMessage }: PreTradeRiskParts) {
    this.clock = clock;
    this.portfolio = portfolio;
    this.onMessage = onMessage;
  }

  get utcTime(): number {
    return this.clock.utc;
  }

  get hasRules(): boolean {
    return this.rules.length > 0;
  }

  get past(): PastData {
    return this.sources.past ?? NO_PAST;
  }

  get lossesInARow(): number {
    return this.trades.lossesInARow;
  }

  get lastLossUtc(): number {
    return this.trades.lastLossUtc;
  }

  get sizeFactor(): number {
    let factor = 1;
    for (const rule of this.rules) factor = Math.min(factor, rule.sizeFactor?.(this) ?? 1);
    return Math.max(0, factor);
  }

  setRules(rules: readonly RiskRule[], sources: RiskSources = {}): void {
    this.rules = rules;
    this.sources = sources;
    if (sources.trades !== undefined) this.trades = sources.trades;
  }

  /** Called at the start of a day: losses are measured from the current value. */
  beginDay(): void {
    this.dayStartValue = this.portfolio.totalPortfolioValue;
    this.notePeak();
  }

  /** The first refusal of a new or updated order; undefined when all rules allow it. */
  refusal(order: OrderView): OrderResponse | undefined {
    this.order = order;
    this.known = undefined;
    this.notePeak();
    for (const rule of this.rules) {
      this.asked = rule.id;
      const refusal = rule.check(order, this);
      if (refusal === undefined) continue;
      this.refusals.set(rule.id, (this.refusals.get(rule.id) ?? 0) + 1);
      return OrderResponse.error(
        order.id,
        OrderResponseErrorCode.RiskRuleRefused,
        `The risk rule ${rule.id} refused order ${order.id} for ${order.symbol.ticker} (${refusal.code}): ${refusal.message}`,
        refusal.code,
      );
    }
    return undefined;
  }

  /** Lets the rules look at the present state; alerts are reported when they begin and when they end. */
  observe(): void {
    this.order = undefined;
    this.known = undefined;
    this.notePeak();
    for (const rule of this.rules) {
      if (rule.observe === undefined) continue;
      this.asked = rule.id;
      const alert = rule.observe(this);
      if (alert === undefined) {
        if (this.active.delete(rule)) this.onMessage(`The risk rule ${rule.id} is kept again.`);
      } else if (!this.active.has(rule)) {
        this.active.add(rule);
        this.alerts.set(rule.id, (this.alerts.get(rule.id) ?? 0) + 1);
        this.onMessage(`The risk rule ${rule.id} raises ${alert.code}: ${alert.message}`);
      }
    }
  }

  /** Ends halts: rules start again from the present value. @param reason logged */
  resume(reason: string): void {
    this.peakValue = this.portfolio.totalPortfolioValue;
    for (const rule of this.rules) rule.resume?.(this);
    this.onMessage(`Risk limits that had halted trading are lifted: ${reason}`);
  }

  lastLossOf(symbol: SecuritySymbol): number {
    return this.trades.lastLossOf(symbol);
  }

  stopPrice(order: OrderView): number {
    return this.sources.stopPrice?.(order) ?? NaN;
  }

  orderValue(order: OrderView): number {
    const { type, limitPrice, stopPrice, security, quantityRemaining } = order;
    const own = limitPrice !== 0 ? limitPrice : stopPrice;
    const price = type === 'Market' || own === 0 ? security.price : own;
    return Math.abs(quantityRemaining * price * unitValue(security));
  }

  positionValue({ security }: OrderView, quantity: number): number {
    return quantity * security.price * unitValue(security);
  }

  worstCaseQuantity(order: OrderView): number {
    return order.security.holdings.quantity + this.sameSideQuantity(order);
  }

  isReducing(order: OrderView): boolean {
    const held = order.security.holdings.quantity;
    const change = this.sameSideQuantity(order);
    return held !== 0 && Math.sign(change) === -Math.sign(held) && Math.abs(change) <= Math.abs(held);
  }

  exposures(): readonly RiskExposure[] {
    this.known ??= this.computeExposures();
    return this.known;
  }

  reportMissingData(message: string): void {
    this.sayOnce(`The risk rule ${this.asked} cannot judge: ${message}`);
  }

  /** What the rules have refused and raised, for the results; none without either. */
  sentences(): string[] {
    return [
      ...(this.refusals.size === 0 ? [] : [`Orders refused by risk rules: ${listed(this.refusals)}.`]),
      ...(this.alerts.size === 0 ? [] : [`Alerts raised by risk rules: ${listed(this.alerts)}.`]),
    ];
  }

  private notePeak(): void {
    const value = this.portfolio.totalPortfolioValue;
    if (!(value <= this.peakValue)) this.peakValue = value;
  }

  private sayOnce(text: string): void {
    if (this.said.has(text)) return;
    this.said.add(text);
    this.onMessage(text);
  }

  private computeExposures(): RiskExposure[] {
    const { order, portfolio } = this;
    const orders = order === undefined ? [] : [...portfolio.openOrders().filter(({ id }) => id !== order.id), order];
    const securities = new Set<SecurityView>(portfolio.openPositions);
    for (const one of orders) securities.add(one.security);
    return Array.from(securities, (security) => {
      const held = security.holdings.quantity;
      const own = orders.filter((one) => one.security === security);
      const unit = security.price * unitValue(security);
      return {
        security,
        low: (held + together(own, -1)) * unit,
        high: (held + together(own, 1)) * unit,
      };
    });
  }

  /** The remaining quantity of the order and of the security's open orders of the same side, signed. */
  private sameSideQuantity(order: OrderView): number {
    const same = this.portfolio
      .openOrders()
      .filter((open) => open.id !== order.id && open.symbol.key === order.symbol.key);
    return together([...same, order], Math.sign(order.quantity));
  }
}

/** The remaining quantity of the orders of one side; of orders that cancel each other only the largest counts. */
function together(orders: readonly OrderView[], side: number): number {
  let sum = 0;
  let groups: Map<number, number> | undefined;
  for (const order of orders) {
    if (Math.sign(order.quantity) !== side) continue;
    const size = Math.abs(order.quantityRemaining);
    const group = cancellingGroup(order);
    if (group === undefined) sum += size;
    else (groups ??= new Map()).set(group, Math.max(groups.get(group) ?? 0, size));
  }
  if (groups !== undefined) for (const size of groups.values()) sum += size;
  return side * sum;
}

/** The group of an order that the fill of another order of the group cancels. */
function cancellingGroup({ group }: OrderView): number | undefined {
  if (group === undefined || group.role === OrderGroupRole.First) return undefined;
  return group.kind === OrderGroupKind.OneTriggersOther ? undefined : group.id;
}

/** Counts by name as text. */
function listed(counts: ReadonlyMap<string, number>): string {
  return Array.from(counts, ([id, count]) => `${id} ${count}`).join(', ');
}

/** Value in account currency of one price point per unit. */
function unitValue({ holdings, quoteCurrency }: SecurityView): number {
  return holdings.multiplier * quoteCurrency.conversionRate;
}
