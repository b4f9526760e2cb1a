import { EngineError } from '../model/engine-error.ts';
import { LIVE_ERRORS } from './errors.ts';
import { isInput, JOURNAL_FORMAT } from './journal-records.ts';
import type { EventRecord, InputRecord, InstantsRecord, JournalRecord, RunRecordText } from './journal-records.ts';
import type { RecordLog } from './record-log.ts';

/** Instants that may wait to be written while nothing depends on them. */
const MOST_UNWRITTEN = 4_096;

/**
 * All that comes into a live run and all that goes out, in one file and one order.
 *
 * After a restart the run is run again. Inputs are then taken from the journal; everything else that would be written is
 * held against what was written, and must be equal. Where the journal ends, writing goes on.
 */
export class Journal {
  readonly header: RunRecordText;
  /** Writes each instant at once: for feeds that cannot be read again, and for those that wait. */
  isEager = false;
  private readonly log: RecordLog;
  private readonly past: readonly JournalRecord[];
  private position = 1;
  private instants = 0;
  private writtenInstants = 0;
  private orders = 0;
  private utc = NaN;
  private checksum = 0;

  /**
   * Begins a journal, or takes one up where it ended.
   * @param header what the run is; undefined when the log has it already
   * @throws EngineError when the log holds no journal
   */
  constructor(log: RecordLog, header?: RunRecordText) {
    this.log = log;
    this.past = log.records.map((text) => JSON.parse(text) as JournalRecord);
    const first = this.past[0] ?? header;
    if (first === undefined || first.type !== 'run' || first.format !== JOURNAL_FORMAT) {
      throw new EngineError(
        LIVE_ERRORS.LOG_FOREIGN,
        `The journal does not begin as one of this version of the engine does. ${LIVE_ERRORS.LOG_FOREIGN.remedy}`,
      );
    }
    this.header = first;
    if (this.past.length === 0) {
      log.append(JSON.stringify(header));
      log.sync();
    }
    this.skipNotes();
  }

  /** Everything that was written before this process, oldest first. */
  get records(): readonly JournalRecord[] {
    return this.past;
  }

  /** True while what happens has happened before. */
  get isReplaying(): boolean {
    return this.position < this.past.length;
  }

  /** Number of instants of the feed so far. */
  get instantCount(): number {
    return this.instants;
  }

  /** Whether an order ever went out. */
  get hasOrders(): boolean {
    return this.orders > 0 || this.past.some(({ type }) => type === 'place');
  }

  /** Whether the run had come to its end before this process: only its results may be missing. */
  get hasEnd(): boolean {
    return this.past.some(({ type }) => type === 'end');
  }

  /** Notes an instant of the feed. @param checksum over the rows of this and all earlier instants @throws EngineError */
  instant(utc: number, checksum: number): void {
    this.instants++;
    this.utc = utc;
    this.checksum = checksum;
    if (this.isReplaying) this.checkInstant();
    else if (this.isEager || this.instants - this.writtenInstants >= MOST_UNWRITTEN) this.flush();
  }

  /** Whether the past has an input at this moment. */
  get hasInput(): boolean {
    return this.isReplaying && isInput(this.past[this.position]);
  }

  /** The past's input at this moment. */
  takeInput(): InputRecord | undefined {
    if (!this.hasInput) return undefined;
    const record = this.past[this.position] as InputRecord;
    this.advance();
    return record;
  }

  /** What the broker answered in the past inside the present call, if there is more of it. */
  takeAnswer(): EventRecord | undefined {
    if (!this.isReplaying) return undefined;
    const record = this.past[this.position];
    if (record.type !== 'event' || !record.inCall) return undefined;
    this.advance();
    return record;
  }

  /**
   * Writes a record, or finds it written.
   * @param isDurable whether it must survive a loss of power before this returns
   * @returns true when it was written now
   * @throws EngineError when it cannot be written, or another record stands in its place
   */
  write(record: JournalRecord, isDurable = false): boolean {
    if (record.type === 'place') this.orders++;
    const text = JSON.stringify(record);
    if (!this.isReplaying) {
      this.flush();
      this.log.append(text);
      if (isDurable) this.log.sync();
      return true;
    }
    const expected = this.past[this.position];
    if (JSON.stringify(expected) !== text) throw differs(expected, record, this.utc);
    this.advance();
    return false;
  }

  /** Writes a note behind everything, wherever a restart stands. */
  note(text: string): void {
    this.flush();
    this.log.append(JSON.stringify({ type: 'note', text } satisfies JournalRecord));
    this.log.sync();
  }

  /** Writes what waits and makes everything survive a loss of power. */
  sync(): void {
    this.flush();
    this.log.sync();
  }

  close(): void {
    this.log.close();
  }

  private flush(): void {
    if (this.isReplaying || this.instants === this.writtenInstants) return;
    const { instants: count, utc, checksum } = this;
    this.log.append(JSON.stringify({ type: 'instants', count, utc, checksum } satisfies InstantsRecord));
    this.writtenInstants = this.instants;
  }

  private checkInstant(): void {
    const next = this.past[this.position];
    const { instants: count, utc, checksum } = this;
    const now: InstantsRecord = { type: 'instants', count, utc, checksum };
    if (next.type !== 'instants' || next.count < count) throw differs(next, now, utc);
    this.writtenInstants = count;
    if (next.count > count) return;
    if (next.utc !== utc || next.checksum !== checksum) throw differs(next, now, utc);
    this.advance();
  }

  private advance(): void {
    this.position++;
    this.skipNotes();
  }

  private skipNotes(): void {
    while (this.isReplaying && this.past[this.position].type === 'note') this.position++;
  }
}

function differs(expected: JournalRecord, found: JournalRecord, utc: number): EngineError {
  const when = Number.isNaN(utc) ? 'before its first row' : `at ${new Date(utc).toISOString()}`;
  return new EngineError(
    LIVE_ERRORS.REPLAY_DIFFERS,
    `Run again, the run is not the same ${when}: the journal has ${shown(expected)}, now there is ${shown(found)}. The code or the data have changed; nothing was sent. ${LIVE_ERRORS.REPLAY_DIFFERS.remedy}`,
    { data: { utc: Number.isNaN(utc) ? null : utc, expected, found } },
  );
}

function shown(record: JournalRecord): string {
  switch (record.type) {
    case 'place':
    case 'update':
    case 'cancel':
      return `the order ${record.id} (${record.type}, ${record.symbol}, ${record.quantity})`;
    case 'event':
      return `an answer of the broker (${record.event.kind}${'clientOrderId' in record.event ? ` ${record.event.clientOrderId}` : ''})`;
    case 'instants':
      return `rows until ${new Date(record.utc).toISOString()} with the checksum ${record.checksum.toString(16)}`;
    default:
      return `a record "${record.type}"`;
  }
}
