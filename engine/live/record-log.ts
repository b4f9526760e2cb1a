import { crc32 } from 'node:zlib';
import { EngineError } from '../model/engine-error.ts';
import { LIVE_ERRORS } from './errors.ts';
import { logFault } from './log-fault.ts';
import type { LogFile } from './log-file.ts';

/** Begins every log; the last byte is the version of the format. */
const MAGIC = Buffer.from('TWLOG\r\n\u0001', 'latin1');
/** Length of the text, number of the record, checksum of number and text; 32 bits each, little endian. */
const FRAME_BYTES = 12;
const LONGEST_RECORD = 1 << 26;

/**
 * An append-only file of numbered texts, each with its length and checksum.
 *
 * A crash may leave the last record torn: opening cuts it off. Damage that has whole records behind it is no crash, and a fault.
 */
export class RecordLog {
  /** The texts that were there when the log was opened, oldest first. */
  readonly records: readonly string[];
  /** Bytes of a torn record that opening cut off. */
  readonly cutBytes: number;
  private readonly file: LogFile;
  private size: number;
  private count: number;
  private isSynced = true;

  /** @throws EngineError when the file cannot be read, is no log, or is damaged before its end */
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

  /** Number of records, those appended since it was opened included. */
  get length(): number {
    return this.count;
  }

  /** Writes a record; it survives the end of the process, and a loss of power once {@link sync} has returned. @throws EngineError */
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

  /** Returns when every record would survive a loss of power. @throws EngineError */
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

  /** Takes a half-written record back; where that fails too, the next opening does it. */
  private cutBack(): void {
    try {
      this.file.truncate(this.size);
    } catch {
      // The first failure is the one to tell.
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

/** The text of the first record of a log's bytes, as many of them as were read; undefined when it is not whole or no log. */
export function firstRecord(bytes: Buffer): string | undefined {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const length = lengthAt(bytes, MAGIC.length, 0);
  const at = MAGIC.length + FRAME_BYTES;
  return length < 0 ? undefined : bytes.toString('utf8', at, at + length);
}

/** The texts of the whole records among some bytes from the midst of a log to its end. */
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
  /** Where the last whole record ends; 0 when not even the beginning is whole. */
  readonly end: number;
}

function parse(bytes: Buffer, name: string): Parsed {
  const beginning = bytes.subarray(0, MAGIC.length);
  if (!MAGIC.subarray(0, beginning.length).equals(beginning) && !beginning.every((byte) => byte === 0)) {
    throw new EngineError(
      LIVE_ERRORS.LOG_FOREIGN,
      `${name} is no log of this version of the engine. ${LIVE_ERRORS.LOG_FOREIGN.remedy}`,
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
    `${name} is damaged at byte ${at}, behind record ${records.length}: a whole record stands at byte ${behind}. ${LIVE_ERRORS.LOG_DAMAGED.remedy}`,
    { data: { file: name, byte: at, record: records.length } },
  );
}

/** The length of the whole record of a number at a place; -1 when there is none. */
function lengthAt(bytes: Buffer, at: number, number: number): number {
  if (at + FRAME_BYTES > bytes.length) return -1;
  const length = bytes.readUInt32LE(at);
  if (length > LONGEST_RECORD || at + FRAME_BYTES + length > bytes.length) return -1;
  if (bytes.readUInt32LE(at + 4) !== number) return -1;
  return bytes.readUInt32LE(at + 8) === checksum(bytes, at, length) ? length : -1;
}

/** Where the first whole record from a place on stands, whatever its number from `number` on; -1 when there is none. */
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
