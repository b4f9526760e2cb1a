import type { Clock } from '../model/clock.ts';
import type { ConsolidatorHub } from '../runtime/consolidator-hub.ts';
import type { DataManager } from '../runtime/data-manager.ts';
import type { RunDates } from '../runtime/run-dates.ts';
import type { EventSchedule } from '../scheduling/event-schedule.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { Trading } from '../transactions/trading.ts';

/** Parts of a run that the feed uses. */
export interface FedRun {
  readonly clock: Pick<Clock, 'utc'>;
  readonly dates: Pick<RunDates, 'isWarmingUp' | 'startUtc' | 'endUtc'>;
  readonly data: DataManager;
  readonly schedule: { readonly events: Pick<EventSchedule, 'nextUtc'> };
  readonly consolidators: Pick<ConsolidatorHub, 'nextScanUtc'>;
  readonly universes: { readonly nextUtc: number };
  readonly trading: Pick<Trading, 'liquidate'>;
  readonly desk: Pick<OrderDesk, 'processSynchronousEvents' | 'risk'>;
}
