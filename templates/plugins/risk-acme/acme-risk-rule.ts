import type { OrderView, RiskContext, RiskRefusal, RiskRule } from 'tradewright/plugin';

const DAY = 86_400_000;

/** Limits the number of orders per UTC day; orders that only reduce a position always pass. */
export class AcmeRiskRule implements RiskRule {
  readonly id: string;
  private readonly most: number;
  private day = NaN;
  /** Ids of the orders that have passed today; an update of one of them is not a further order. */
  private readonly passed = new Set<number>();

  constructor(most: number) {
    this.most = most;
    this.id = `acme:${most}`;
  }

  check(order: OrderView, context: RiskContext): RiskRefusal | undefined {
    const day = Math.floor(context.utcTime / DAY);
    if (day !== this.day) this.passed.clear();
    this.day = day;
    if (context.isReducing(order) || this.passed.has(order.id)) return undefined;
    const value = this.passed.size + 1;
    if (value > this.most) {
      const message = `it would be order ${value} of the day, and the limit is ${this.most}.`;
      return { code: 'ORDERS_A_DAY', value, limit: this.most, message };
    }
    this.passed.add(order.id);
    return undefined;
  }
}
