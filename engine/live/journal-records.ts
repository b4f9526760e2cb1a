import type { EventText } from './event-text.ts';

/** Raised when journals of before cannot be read any more. */
export const JOURNAL_FORMAT = 1;

/** The first record: what the run is. */
export interface RunRecordText {
  readonly type: 'run';
  readonly format: number;
  /** Name of the run's folder. */
  readonly run: string;
  readonly runId: string;
  /** What must be the same when the run goes on: strategy, code, parameters, period, models … */
  readonly plan: Readonly<Record<string, string>>;
  /** How it was begun, so that run.json can be made again from the journal; absent in journals of before. */
  readonly begun?: BeginningOfRun;
}

export interface BeginningOfRun {
  readonly strategy: string;
  readonly broker: string;
  readonly flags?: Readonly<Record<string, string | boolean | readonly string[]>>;
  /** Real time, ISO 8601 in UTC. */
  readonly startedAt: string;
}

/** How far the feed has come: number of instants so far, the last of them, and a checksum over the rows of all. */
export interface InstantsRecord {
  readonly type: 'instants';
  readonly count: number;
  readonly utc: number;
  readonly checksum: number;
}

/** Time that passed without a row: a scheduled event was due. */
export interface PulseRecord {
  readonly type: 'pulse';
  readonly utc: number;
}

/** What somebody asked of the run. */
export interface CommandRecord {
  readonly type: 'command';
  readonly utc: number;
  readonly command: 'pause' | 'pause-all' | 'resume' | 'liquidate';
}

/** What a broker told: inside the call that handed it something over, or by itself between two steps. */
export interface EventRecord {
  readonly type: 'event';
  readonly utc: number;
  readonly inCall: boolean;
  readonly event: EventText;
}

/** What the account held when the run began. */
export interface AccountRecord {
  readonly type: 'account';
  readonly cash: readonly { readonly currency: string; readonly amount: string }[];
  readonly holdings: readonly { readonly symbol: string; readonly quantity: string; readonly averagePrice: string }[];
}

/** An order, or a change of one, that goes out; on disk before it does. */
export interface IntentRecord {
  readonly type: 'place' | 'update' | 'cancel';
  readonly utc: number;
  readonly id: string;
  readonly revision: number;
  readonly symbol: string;
  /** LEAN's number. */
  readonly orderType: number;
  readonly quantity: number;
  readonly prices: readonly number[];
  /** See TIME_IN_FORCE_CODES. */
  readonly timeInForce: number;
  readonly expiry: number | null;
  readonly tag: string;
}

/** Something for people who read the journal: a restart passes it over. */
export interface NoteRecord {
  readonly type: 'note';
  readonly text: string;
}

/** The run has come to its end. */
export interface EndRecord {
  readonly type: 'end';
  readonly utc: number;
  readonly orders: number;
}

export type JournalRecord =
  | RunRecordText
  | InstantsRecord
  | PulseRecord
  | CommandRecord
  | EventRecord
  | AccountRecord
  | IntentRecord
  | NoteRecord
  | EndRecord;

/** What comes into a run from outside, beside the rows. */
export type InputRecord = PulseRecord | CommandRecord | EventRecord | AccountRecord;

export function isInput(record: JournalRecord): record is InputRecord {
  const { type } = record;
  return type === 'pulse' || type === 'command' || type === 'account' || (type === 'event' && !record.inCall);
}
