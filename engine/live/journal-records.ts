import type { EventText } from './event-text.ts';

/** Format version; raised when older journals become unreadable. */
export const JOURNAL_FORMAT = 1;

/** The first record: the identity of the run. */
export interface RunRecordText {
  readonly type: 'run';
  readonly format: number;
  /** Name of the run's folder. */
  readonly run: string;
  readonly runId: string;
  /** Properties that must be unchanged when the run is resumed: strategy, code, parameters, period, models … */
  readonly plan: Readonly<Record<string, string>>;
  /** Start options, so that run.json can be rebuilt from the journal; absent in older journals. */
  readonly begun?: BeginningOfRun;
}

export interface BeginningOfRun {
  readonly strategy: string;
  readonly broker: string;
  readonly flags?: Readonly<Record<string, string | boolean | readonly string[]>>;
  /** Real time, ISO 8601 in UTC. */
  readonly startedAt: string;
}

/** Position of the feed: number of instants, the last instant, and a checksum over all their rows. */
export interface InstantsRecord {
  readonly type: 'instants';
  readonly count: number;
  readonly utc: number;
  readonly checksum: number;
}

/** Time that passed without a row, because a scheduled event was due. */
export interface PulseRecord {
  readonly type: 'pulse';
  readonly utc: number;
}

/** Rows that arrived, each with the number of instants before it; see encodeArrivals. Only feeds that cannot be read again. */
export interface RowsRecord {
  readonly type: 'rows';
  readonly count: number;
  readonly data: string;
}

/** An expected row of a subscription did not come in time. */
export interface StaleRecord {
  readonly type: 'stale';
  readonly utc: number;
  readonly subscription: number;
}

/** Missed rows follow: until the run has passed this instant, no order is sent. */
export interface CatchUpRecord {
  readonly type: 'catch-up';
  readonly until: number;
}

/** A command to the run. */
export interface CommandRecord {
  readonly type: 'command';
  readonly utc: number;
  readonly command: 'pause' | 'pause-all' | 'resume' | 'liquidate';
  /** Why halts of risk rules are lifted; only with `resume`. */
  readonly reason?: string;
}

/** A report of a broker: during a call to it, or on its own between two steps. */
export interface EventRecord {
  readonly type: 'event';
  readonly utc: number;
  readonly inCall: boolean;
  readonly event: EventText;
}

/** The holdings of the account at the start of the run. */
export interface AccountRecord {
  readonly type: 'account';
  readonly cash: readonly { readonly currency: string; readonly amount: string }[];
  readonly holdings: readonly { readonly symbol: string; readonly quantity: string; readonly averagePrice: string }[];
}

/** An order, or a change of one; on disk before it is sent. */
export interface IntentRecord {
  readonly type: 'place' | 'update' | 'cancel';
  readonly utc: number;
  readonly id: string;
  readonly revision: number;
  readonly symbol: string;
  /** LEAN's numeric code. */
  readonly orderType: number;
  readonly quantity: number;
  readonly prices: readonly number[];
  /** See TIME_IN_FORCE_CODES. */
  readonly timeInForce: number;
  readonly expiry: number | null;
  readonly tag: string;
}

/** A note for people who read the journal; a restart skips it. */
export interface NoteRecord {
  readonly type: 'note';
  readonly text: string;
}

/** The end of the run. */
export interface EndRecord {
  readonly type: 'end';
  readonly utc: number;
  readonly orders: number;
}

export type JournalRecord =
  | RunRecordText
  | InstantsRecord
  | PulseRecord
  | RowsRecord
  | StaleRecord
  | CatchUpRecord
  | CommandRecord
  | EventRecord
  | AccountRecord
  | IntentRecord
  | NoteRecord
  | EndRecord;

/** Inputs of a run other than rows that can be read again. */
export type InputRecord =
  | PulseRecord
  | RowsRecord
  | StaleRecord
  | CatchUpRecord
  | CommandRecord
  | EventRecord
  | AccountRecord;

const INPUTS: ReadonlySet<JournalRecord['type']> = new Set([
  'pulse',
  'rows',
  'stale',
  'catch-up',
  'command',
  'account',
]);

export function isInput(record: JournalRecord): record is InputRecord {
  return INPUTS.has(record.type) || (record.type === 'event' && !record.inCall);
}
