import { OrderGroupKind, OrderGroupRole } from '../model/order-groups.ts';
import type { OrderEvent } from '../transactions/order-event.ts';

/**
 * What a run's results owe to bars that reached both a stop and its target. Such a bar does not show which price came first
 * and counts as the stop.
 */
export class ExitRecord {
  /** Fills of stops and targets. */
  fills = 0;
  /** Fills of stops in bars that also reached the target. */
  ambiguousFills = 0;
  /** Profit of all fills of exits, in account currency before fees. */
  profit = 0;
  ambiguousProfit = 0;
  /** Profit of the ambiguous fills if the targets had filled first. */
  bestProfit = 0;
  private turnover = 0;
  private ambiguousTurnover = 0;

  /** Takes a fill in. @param entryPrice of the position; that of the group's entry by default */
  take(event: OrderEvent, entryPrice?: number): void {
    const { security } = event;
    const order = event.ticket.working;
    const group = order?.member?.group;
    const role = order?.member?.terms.role;
    const isExit = role === OrderGroupRole.StopLoss || role === OrderGroupRole.TakeProfit;
    const from = entryPrice ?? group?.entry?.averageFillPrice ?? NaN;
    if (order === undefined || group?.kind !== OrderGroupKind.Bracket || !isExit || !(from > 0)) return;
    const value = -event.fillQuantity * security.holdings.multiplier * security.quoteCurrency.conversionRate;
    const profit = value * (event.fillPrice - from);
    this.fills++;
    this.profit += profit;
    this.turnover += Math.abs(profit);
    if (role !== OrderGroupRole.StopLoss) return;
    const target = group.limitsBeside(order)[0];
    const side = -Math.sign(event.fillQuantity);
    const best = side > 0 ? security.high : security.low;
    const isReached =
      target !== undefined && side * best > side * target.limitPrice && target.effectiveUtc < event.utcTime;
    // a bar that opens beyond the stop reached it first
    if (!isReached || side * security.open <= side * order.stopPrice) return;
    this.ambiguousFills++;
    this.ambiguousProfit += profit;
    this.ambiguousTurnover += Math.abs(profit);
    this.bestProfit += value * (target.limitPrice - from);
  }

  /** A sentence for the results; none without exits. */
  sentences(currency: string): string[] {
    if (this.fills === 0) return [];
    const count = `${this.ambiguousFills} of ${this.fills} fills of stops and targets were in bars that reached both`;
    if (this.ambiguousFills === 0) return [`Exits: ${count}.`];
    const share = (100 * this.ambiguousTurnover) / this.turnover;
    return [
      `Exits: ${count} and count as stops; ${share.toFixed(1)} % of the exits' profits and losses rest on them ` +
        `(${money(this.ambiguousProfit)} ${currency}; with the targets first ${money(this.bestProfit)} ${currency}).`,
    ];
  }
}

function money(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
