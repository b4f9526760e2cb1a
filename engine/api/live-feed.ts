import type { RowColumns } from '../model/columns.ts';
import type { TickType } from '../model/data-kinds.ts';
import type { Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { BuiltInContract } from './contract.ts';
import type { PluginConfiguration } from './factories.ts';

/** A subscription of a live run. */
export interface LiveSubscription {
  /** Number of the subscription in the run; calls to the inbox name it. */
  readonly id: number;
  readonly symbol: SecuritySymbol;
  readonly resolution: Resolution;
  readonly tickType: TickType;
  readonly extendedMarketHours: boolean;
}

/** Receives what a feed delivers; calls may come at any time. */
export interface LiveFeedInbox {
  /**
   * New rows of a subscription at its resolution: bars when they are complete, ticks as they come, prices as they are traded.
   * `time` holds UTC instants (starts of bars), ascending. A bar that was delivered before is ignored.
   */
  rows(id: number, rows: RowColumns): void;
  /**
   * Rows may have been lost, for example because a connection broke and stands again: the run asks {@link PresentFeed.history}
   * for the rows since the last one before it goes on. While a feed is disconnected it calls this once, at the loss.
   */
  interrupted(message: string): void;
  /** The feed delivers again after an interruption. */
  resumed(message: string): void;
  message(level: 'debug' | 'error', message: string): void;
}

/** Delivers present rows (LEAN's IDataQueueHandler) and the rows before them (IHistoryProvider). */
export interface PresentFeed {
  readonly kind: 'present';
  readonly name: string;
  /** Connects; from then on the inbox may be called. @throws EngineError when the connection fails */
  connect(inbox: LiveFeedInbox, signal: AbortSignal): Promise<void>;
  disconnect(): Promise<void>;
  /**
   * Starts the rows of a subscription; resolves to true when every later row will be delivered, and to false when the feed
   * has no rows of this symbol, resolution and kind. @throws EngineError when it cannot tell
   */
  subscribe(subscription: LiveSubscription): Promise<boolean>;
  unsubscribe(id: number): void;
  /**
   * The rows that start at or after `fromUtc` and are complete at `toUtc`, oldest first, as the inbox takes them, but with
   * prices adjusted for later splits.
   */
  history(
    subscription: LiveSubscription,
    fromUtc: number,
    toUtc: number,
    signal: AbortSignal,
  ): Promise<readonly RowColumns[]>;
}

/** Releases the rows of the run's data source when their time comes, as if they arrived now. */
export interface ReplayFeed {
  readonly kind: 'replay';
  readonly name: string;
  /** Multiple of real time; Infinity never waits. */
  readonly speed: number;
}

/** Where the rows of a live run come from. */
export type LiveFeed = PresentFeed | ReplayFeed;

export interface LiveFeedRequest {
  /** The arguments after the feed's name: `replay:60x` gives `60x`. */
  readonly parts: readonly string[];
  readonly configuration: PluginConfiguration;
}

/** Creates the feed of a live run, once per run. */
export interface LiveFeedFactory {
  /** @throws EngineError when the arguments are not valid */
  create(request: LiveFeedRequest): LiveFeed;
}

export const LIVE_FEED: BuiltInContract = {
  name: 'LiveFeed',
  description: 'Where the rows of a live run come from',
  key: 'feed',
  choice: 'one',
  flag: 'feed',
  conformance: 'liveFeedConformance',
};
