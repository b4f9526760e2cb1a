import { EngineError } from '../model/engine-error.ts';
import { LIVE_ERRORS } from './errors.ts';
import { isInput, JOURNAL_FORMAT } from './journal-records.ts';
import type {
  EventRecord,
  InputRecord,
  InstantsRecord,
  JournalRecord,
  RowsRecord,
  RunRecordText,
} from './journal-records.ts';
import type { RowColumns } from '../model/columns.ts';
import { encodeArrivals } from './row-block.ts';
import type { Arrival } from './row-block.ts';
import type { RecordLog } from './record-log.ts';

/** Maximum number of buffered rows while nothing depends on them. */
const MOST_UNWRITTEN_ROWS = 4_096;
/** Maximum number of buffered instants while nothing depends on them. */
const MOST_UNWRITTEN = 4_096;

/**
 * All inputs and outputs of a live run in one file, in order (write-ahead log).
 *
 * After a restart the run is replayed. Inputs then come from the journal; every other record must equal the one in the
 * journal. At the end of the journal, writing continues.
 */
export class Journal {
  readonly header: RunRecordText;
  /** Writes each instant at once: for feeds that cannot be replayed and for paced feeds. */
  isEager = false;
  private readonly log: RecordLog;
  private readonly past: readonly JournalRecord[];
  private position = 1;
  private instants = 0;
  private writtenInstants = 0;
  private arrivals: Arrival[] = [];
  private arrivedRows = 0;
  private orders = 0;
  private utc = NaN;
  private checksum = 0;

  /**
   * Starts a journal, or continues one.
   * @param header identity of the run; undefined if the log already has it
   * @throws EngineError if the log is not a journal
   */
  constructor(log: RecordLog, header?: RunRecordText) {
    this.log = log;
    this.past = log.records.map((text) => JSON.parse(text) as JournalRecord);
    const first = this.past[0] ?? header;
    if (first === undefined || first.type !== 'run' || first.format !== JOURNAL_FORMAT) {
      throw new EngineError(
        LIVE_ERRORS.LOG_FOREIGN,
        `The journal does not start with a header of this version of the engine. ${LIVE_ERRORS.LOG_FOREIGN.remedy}`,
      );
    }
    this.header = first;
    if (this.past.length === 0) {
      log.append(JSON.stringify(header));
      log.sync();
    }
    this.skipNotes();
  }

  /** All records written before this process, oldest first. */
  get records(): readonly JournalRecord[] {
    return this.past;
  }

  /** Whether the run is replaying the journal. */
  get isReplaying(): boolean {
    return this.position < this.past.length;
  }

  /** Number of instants of the feed so far. */
  get instantCount(): number {
    return this.instants;
  }

  /** Whether an order was ever sent. */
  get hasOrders(): boolean {
    return this.orders > 0 || this.past.some(({ type }) => type === 'place');
  }

  /** Whether the run had ended before this process: only its results may be missing. */
  get hasEnd(): boolean {
    return this.past.some(({ type }) => type === 'end');
  }

  /**
   * Records an instant of the feed.
   * @param checksum over the rows of this and all earlier instants
   * @throws EngineError
   */
  instant(utc: number, checksum: number): void {
    this.instants++;
    this.utc = utc;
    this.checksum = checksum;
    if (this.isReplaying) this.checkInstant();
    else if (this.isEager || this.instants - this.writtenInstants >= MOST_UNWRITTEN) this.flush();
  }

  /** Records rows that arrived, or a move of the horizon; written with the next record that could depend on them. */
  arrival(utc: number, id: number, rows: RowColumns | undefined): void {
    this.arrivals.push({ instants: this.instants, utc, id, rows });
    this.arrivedRows += rows?.length ?? 1;
    if (this.arrivedRows >= MOST_UNWRITTEN_ROWS) this.flush();
  }

  /** Writes buffered rows and instants. @throws EngineError */
  flushRows(): void {
    if (this.arrivals.length > 0) this.flush();
  }

  /** Whether the journal has an input at this point of the replay. */
  get hasInput(): boolean {
    return this.isReplaying && isInput(this.past[this.position]);
  }

  /** The journal's input at this point of the replay. */
  takeInput(): InputRecord | undefined {
    if (!this.hasInput) return undefined;
    const record = this.past[this.position] as InputRecord;
    this.advance();
    return record;
  }

  /** The next journalled broker event of the current call, if any. */
  takeAnswer(): EventRecord | undefined {
    if (!this.isReplaying) return undefined;
    const record = this.past[this.position];
    if (record.type !== 'event' || !record.inCall) return undefined;
    this.advance();
    return record;
  }

  /**
   * Writes a record, or during a replay compares it with the journal.
   * @param isDurable whether it must survive a power failure before this returns
   * @returns true if it was written now
   * @throws EngineError if it cannot be written, or the journal has another record at this position
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

  /** Appends a note at the end, also during a replay. */
  note(text: string): void {
    this.flush();
    this.log.append(JSON.stringify({ type: 'note', text } satisfies JournalRecord));
    this.log.sync();
  }

  /** Flushes buffered instants and syncs the file, so that all records survive a power failure. */
  sync(): void {
    this.flush();
    this.log.sync();
  }

  close(): void {
    this.log.close();
  }

  private flush(): void {
    if (this.isReplaying) return;
    if (this.arrivals.length > 0) {
      const record: RowsRecord = { type: 'rows', count: this.arrivedRows, data: encodeArrivals(this.arrivals) };
      this.arrivals = [];
      this.arrivedRows = 0;
      this.log.append(JSON.stringify(record));
    }
    if (this.instants === this.writtenInstants) return;
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
    `The replay diverged from the journal ${when}: the journal has ${shown(expected)}, the replay gave ${shown(found)}. The code or the data have changed; nothing was sent. ${LIVE_ERRORS.REPLAY_DIFFERS.remedy}`,
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
