import type { Consolidator } from '../data/consolidators/index.ts';
import type { QuoteBar, TradeBar } from '../model/bars.ts';
import { RowKind } from '../model/columns.ts';
import type { Security } from '../securities/security.ts';
import type { Run } from './run.ts';
import type { RowConsumer, Subscription } from './subscription.ts';

/** One consolidator on one subscription. */
class Attachment implements RowConsumer {
  readonly consolidator: Consolidator;
  readonly subscription: Subscription;

  constructor(consolidator: Consolidator, subscription: Subscription) {
    this.consolidator = consolidator;
    this.subscription = subscription;
  }

  consume(rows: Float64Array, base: number, subscription: Subscription): void {
    const { kind } = subscription;
    if (kind === RowKind.TradeBar) this.consolidator.update(subscription.tradeBar(rows, base));
    else if (kind === RowKind.QuoteBar) this.consolidator.update(subscription.quoteBar(rows, base));
    else this.consolidator.update(subscription.tick(rows, base));
  }

  scan(localTime: number): void {
    this.consolidator.scan(localTime);
  }
}

/** The consolidators of a run: who feeds them, and when they close a bar without waiting for the next row (LEAN's SubscriptionManager). */
export class ConsolidatorHub {
  /** UTC instant at which the first consolidator wants to look at the clock; Infinity when none does. */
  nextScanUtc = Infinity;
  private readonly run: Run;
  private attachments: Attachment[] = [];

  constructor(run: Run) {
    this.run = run;
  }

  attach(subscription: Subscription, consolidator: Consolidator): void {
    const attachment = new Attachment(consolidator, subscription);
    this.attachments.push(attachment);
    subscription.consumers.push(attachment);
    this.run.data.consumersChanged(subscription);
    this.planScan();
  }

  add(security: Security, consolidator: Consolidator): void {
    this.attach(this.run.data.subscriptionFor(security, consolidator.inputKind), consolidator);
  }

  remove(security: Security, consolidator: Consolidator): void {
    for (const attachment of this.attachments.filter((one) => one.consolidator === consolidator && one.subscription.security === security)) {
      const { consumers } = attachment.subscription;
      consumers.splice(consumers.indexOf(attachment), 1);
      this.run.data.consumersChanged(attachment.subscription);
    }
    this.attachments = this.attachments.filter((one) => one.consolidator !== consolidator || one.subscription.security !== security);
    this.planScan();
  }

  /** Lets consolidators close bars that ended before an instant, each at its own time. */
  scanBefore(utc: number): void {
    while (this.nextScanUtc < utc) {
      const at = this.nextScanUtc;
      this.run.clock.utc = at;
      for (const { consolidator, subscription } of this.attachments) {
        const { timeZone } = subscription.security.exchangeHours;
        const local = timeZone.toLocal(at);
        if (consolidator.nextScanTime <= local) consolidator.scan(local);
      }
      this.planScan();
      if (this.nextScanUtc <= at) break;
    }
  }

  /** Works out the next scan anew; called after rows were fed. */
  planScan(): void {
    let next = Infinity;
    for (const { consolidator, subscription } of this.attachments) {
      const { nextScanTime } = consolidator;
      if (nextScanTime === Infinity || nextScanTime !== nextScanTime) continue;
      const utc = subscription.security.exchangeHours.timeZone.toUtc(nextScanTime);
      if (utc < next) next = utc;
    }
    this.nextScanUtc = next;
  }
}
