import { crc32 } from 'node:zlib';
import { EngineError } from '../model/engine-error.ts';
import { LIVE_ERRORS } from './errors.ts';
import { logFault } from './log-fault.ts';
import type { LogFile } from './log-file.ts';

/** Magic bytes of every log; the last byte is the format version. */
const MAGIC = Buffer.from('TWLOG\r\n\u0001', 'latin1');
/** Record header: length of the text, record number, checksum of number and text; 32 bits each, little endian. */
const FRAME_BYTES = 12;
const LONGEST_RECORD = 1 << 26;

/**
 * An append-only file of numbered texts, each with its length and checksum.
 *
 * A crash may leave a torn last record, which opening truncates. Damage followed by whole records is a fault.
 */
export class RecordLog {
  /** The texts at the opening of the log, oldest first. */
  readonly records: readonly string[];
  /** Bytes of a torn record that opening truncated. */
  readonly cutBytes: number;
  private readonly file: LogFile;
  private size: number;
  private count: number;
  private isSynced = true;

  /** @throws EngineError if the file cannot be read, is not a log, or is damaged before its end */
  constructor(file: LogFile) {
    this.file = file;
    const bytes = Buffer.from(this.attempt('read', () => file.read()));
    const { records, end } = parse(bytes, file.name);
    this.records = records;
    this.cutBytes = bytes.length - end;
    this.size = end;
    this.count = records.length;
    if (this.cutBytes > 0) this.attempt('repaired', () => file.truncate(end));
    if (end === 0) this.write(MAGIC);
  }

  /** Number of records, including those appended since the opening. */
  get length(): number {
    return this.count;
  }

  /**
   * Appends a record; it survives the end of the process, and a power failure once {@link sync} has returned.
   * @throws EngineError
   */
  append(text: string): void {
    const body = Buffer.from(text, 'utf8');
    const frame = Buffer.allocUnsafe(FRAME_BYTES + body.length);
    frame.writeUInt32LE(body.length, 0);
    frame.writeUInt32LE(this.count, 4);
    body.copy(frame, FRAME_BYTES);
    frame.writeUInt32LE(checksum(frame, 0, body.length), 8);
    this.write(frame);
    this.count++;
  }

  /** Returns when every record survives a power failure. @throws EngineError */
  sync(): void {
    if (this.isSynced) return;
    this.attempt('written', () => this.file.sync());
    this.isSynced = true;
  }

  close(): void {
    this.file.close();
  }

  private write(bytes: Uint8Array): void {
    this.attempt('written', () => {
      try {
        this.file.append(bytes);
      } catch (cause) {
        this.cutBack();
        throw cause;
      }
    });
    this.size += bytes.length;
    this.isSynced = false;
  }

  /** Truncates a half-written record; if that fails, too, the next opening does it. */
  private cutBack(): void {
    try {
      this.file.truncate(this.size);
    } catch {
      // the first failure is the one to report
    }
  }

  private attempt<Value>(deed: string, work: () => Value): Value {
    try {
      return work();
    } catch (cause) {
      throw logFault(this.file.name, deed, cause);
    }
  }
}

/** The text of the first record in a log's first bytes; undefined if it is incomplete or not a log. */
export function firstRecord(bytes: Buffer): string | undefined {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const length = lengthAt(bytes, MAGIC.length, 0);
  const at = MAGIC.length + FRAME_BYTES;
  return length < 0 ? undefined : bytes.toString('utf8', at, at + length);
}

/** The texts of the whole records in the last bytes of a log. */
export function recordsAmong(bytes: Buffer): string[] {
  const records: string[] = [];
  for (let at = 0; at + FRAME_BYTES <= bytes.length;) {
    const length = lengthAt(bytes, at, bytes.readUInt32LE(at + 4));
    if (length < 0) {
      at++;
      continue;
    }
    records.push(bytes.toString('utf8', at + FRAME_BYTES, at + FRAME_BYTES + length));
    at += FRAME_BYTES + length;
  }
  return records;
}

interface Parsed {
  readonly records: string[];
  /** Offset of the end of the last whole record; 0 if even the magic bytes are damaged. */
  readonly end: number;
}

function parse(bytes: Buffer, name: string): Parsed {
  const beginning = bytes.subarray(0, MAGIC.length);
  if (!MAGIC.subarray(0, beginning.length).equals(beginning) && !beginning.every((byte) => byte === 0)) {
    throw new EngineError(
      LIVE_ERRORS.LOG_FOREIGN,
      `${name} is not a log of this version of the engine. ${LIVE_ERRORS.LOG_FOREIGN.remedy}`,
      { data: { file: name } },
    );
  }
  if (bytes.length < MAGIC.length || !beginning.equals(MAGIC)) return { records: [], end: 0 };
  const records: string[] = [];
  let at = MAGIC.length;
  for (;;) {
    const length = lengthAt(bytes, at, records.length);
    if (length < 0) break;
    records.push(bytes.toString('utf8', at + FRAME_BYTES, at + FRAME_BYTES + length));
    at += FRAME_BYTES + length;
  }
  const behind = nextRecord(bytes, at + 1, records.length);
  if (behind < 0) return { records, end: at };
  throw new EngineError(
    LIVE_ERRORS.LOG_DAMAGED,
    `${name} is damaged at byte ${at}, after record ${records.length}: a whole record follows at byte ${behind}. ${LIVE_ERRORS.LOG_DAMAGED.remedy}`,
    { data: { file: name, byte: at, record: records.length } },
  );
}

/** The length of a whole record with a given number at an offset; -1 without one. */
function lengthAt(bytes: Buffer, at: number, number: number): number {
  if (at + FRAME_BYTES > bytes.length) return -1;
  const length = bytes.readUInt32LE(at);
  if (length > LONGEST_RECORD || at + FRAME_BYTES + length > bytes.length) return -1;
  if (bytes.readUInt32LE(at + 4) !== number) return -1;
  return bytes.readUInt32LE(at + 8) === checksum(bytes, at, length) ? length : -1;
}

/** Offset of the next whole record with any number from `number` on; -1 without one. */
function nextRecord(bytes: Buffer, from: number, number: number): number {
  const most = number + bytes.length / FRAME_BYTES;
  for (let at = from; at + FRAME_BYTES <= bytes.length; at++) {
    const found = bytes.readUInt32LE(at + 4);
    if (found >= number && found <= most && lengthAt(bytes, at, found) >= 0) return at;
  }
  return -1;
}

function checksum(bytes: Buffer, at: number, length: number): number {
  const text = bytes.subarray(at + FRAME_BYTES, at + FRAME_BYTES + length);
  return crc32(text, crc32(bytes.subarray(at + 4, at + 8)));
}
