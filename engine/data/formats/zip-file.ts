import { closeSync, fstatSync, readSync } from 'node:fs';
import { constants, crc32, inflateRawSync } from 'node:zlib';
import { EngineError } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';
import { printable } from './shown-text.ts';
import { openDataFile } from './text-file.ts';
import { checkUnpackedSize } from './unpacked-size.ts';

const END_RECORD = 0x06054b50;
const END_LENGTH = 22;
const DIRECTORY_RECORD = 0x02014b50;
const DIRECTORY_LENGTH = 46;
const LOCAL_RECORD = 0x04034b50;
const LOCAL_LENGTH = 30;
const WIDE_END_RECORD = 0x06064b50;
const WIDE_END_LENGTH = 56;
const WIDE_LOCATOR = 0x07064b50;
const WIDE_LOCATOR_LENGTH = 20;
const ZIP64_BLOCK = 1;
/** Marks a 32-bit field whose value is in the zip64 block. */
const WIDE = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;
/** Enough for the directory of a zip with one entry, and for most daily files as a whole. */
const FIRST_LOOK = 16_384;
/** The end record may be followed by a comment of up to 65,535 bytes. */
const LONGEST_END = END_LENGTH + 65_535;

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * A zip file, opened by reading only its central directory; entries are read on request.
 *
 * Supports stored and deflated entries, whose checksums are verified; encryption and other methods are rejected. Zip64
 * fields are supported, because streaming writers (including LEAN's) use them in small zips too.
 */
export class ZipFile {
  readonly path: string;
  readonly entries: readonly ZipEntry[];
  private readonly tail: Buffer;
  private readonly tailOffset: number;

  /**
   * @throws EngineError DATA_ZIP_UNREADABLE when the file is not a complete zip, DATA_FILE_UNREADABLE when it cannot be
   * read.
   */
  constructor(path: string) {
    this.path = path;
    const { size, tail } = readTail(path, FIRST_LOOK);
    let end = endOffset(tail);
    this.tail = tail;
    if (end < 0 && size > tail.length) {
      this.tail = readTail(path, LONGEST_END).tail;
      end = endOffset(this.tail);
    }
    if (end < 0) throw unreadable(path, 'has no zip directory at its end, so it is truncated or not a zip');
    this.tailOffset = size - this.tail.length;
    this.entries = this.readDirectory(end);
  }

  /** The bytes of an entry, inflated. */
  read(entry: ZipEntry): Uint8Array {
    checkUnpackedSize(`${this.path}: ${printable(entry.name)}`, entry.size, entry.compressedSize);
    const { start } = this.packedRange(entry);
    const packed = this.bytesAt(start, entry.compressedSize);
    const bytes = entry.method === STORED ? packed : this.inflate(entry, packed);
    if (bytes.length !== entry.size || crc32(bytes) !== entry.crc32)
      throw unreadable(this.path, `is damaged: ${entry.name} does not match its checksum`);
    return bytes;
  }

  /** The offset of the compressed bytes of an entry in the file. */
  packedRange(entry: ZipEntry): { start: number; end: number } {
    const header = this.bytesAt(entry.offset, LOCAL_LENGTH);
    if (header.readUInt32LE(0) !== LOCAL_RECORD)
      throw unreadable(this.path, `has no entry where its directory puts ${printable(entry.name)}`);
    const start = entry.offset + LOCAL_LENGTH + header.readUInt16LE(26) + header.readUInt16LE(28);
    return { start, end: start + entry.compressedSize };
  }

  /** Whether the uncompressed bytes of an entry are cached. */
  isStored(entry: ZipEntry): boolean {
    return entry.method === STORED;
  }

  private inflate(entry: ZipEntry, packed: Buffer): Buffer {
    try {
      return inflateRawSync(packed, {
        chunkSize: Math.max(constants.Z_MIN_CHUNK, entry.size),
        maxOutputLength: Math.max(1, entry.size),
      });
    } catch (cause) {
      throw unreadable(this.path, `is damaged: ${entry.name} cannot be inflated`, cause);
    }
  }

  private readDirectory(end: number): ZipEntry[] {
    const { count, length, offset } = this.directoryPlace(end);
    if (count === 0) throw unreadable(this.path, 'is an empty zip');
    const directory = this.bytesAt(offset, length);
    const entries: ZipEntry[] = [];
    for (let position = 0, index = 0; index < count; index++) {
      if (position + DIRECTORY_LENGTH > length || directory.readUInt32LE(position) !== DIRECTORY_RECORD)
        throw unreadable(this.path, 'has a damaged zip directory');
      const nameLength = directory.readUInt16LE(position + 28);
      entries.push(this.directoryEntry(directory, position, nameLength));
      position +=
        DIRECTORY_LENGTH + nameLength + directory.readUInt16LE(position + 30) + directory.readUInt16LE(position + 32);
    }
    return entries;
  }

  private directoryPlace(end: number): { count: number; length: number; offset: number } {
    const count = this.tail.readUInt16LE(end + 10);
    const offset = this.tail.readUInt32LE(end + 16);
    if (count !== 0xffff && offset !== WIDE) return { count, length: this.tail.readUInt32LE(end + 12), offset };
    const locator = end - WIDE_LOCATOR_LENGTH;
    if (locator < 0 || this.tail.readUInt32LE(locator) !== WIDE_LOCATOR)
      throw unreadable(this.path, 'has a damaged zip directory');
    const wide = this.bytesAt(Number(this.tail.readBigUInt64LE(locator + 8)), WIDE_END_LENGTH);
    if (wide.readUInt32LE(0) !== WIDE_END_RECORD) throw unreadable(this.path, 'has a damaged zip directory');
    return {
      count: Number(wide.readBigUInt64LE(32)),
      length: Number(wide.readBigUInt64LE(40)),
      offset: Number(wide.readBigUInt64LE(48)),
    };
  }

  private directoryEntry(directory: Buffer, position: number, nameLength: number): ZipEntry {
    const name = directory.toString('utf8', position + DIRECTORY_LENGTH, position + DIRECTORY_LENGTH + nameLength);
    const method = directory.readUInt16LE(position + 10);
    if ((directory.readUInt16LE(position + 8) & 1) !== 0)
      throw unreadable(this.path, `contains ${name} encrypted, which is not supported`);
    if (method !== STORED && method !== DEFLATED)
      throw unreadable(this.path, `contains ${name} compressed by method ${method}, which is not supported`);
    const extra = position + DIRECTORY_LENGTH + nameLength;
    const wide = wideFields(directory.subarray(extra, extra + directory.readUInt16LE(position + 30)));
    const field = (offset: number): number => {
      const value = directory.readUInt32LE(position + offset);
      return value === WIDE ? (wide.shift() ?? value) : value;
    };
    const size = field(24);
    const compressedSize = field(20);
    return { name, method, crc32: directory.readUInt32LE(position + 16), compressedSize, size, offset: field(42) };
  }

  private bytesAt(offset: number, length: number): Buffer {
    if (offset + length > this.tailOffset + this.tail.length)
      throw unreadable(this.path, 'is truncated: its directory points beyond its end');
    if (offset >= this.tailOffset)
      return this.tail.subarray(offset - this.tailOffset, offset - this.tailOffset + length);
    return withFile(this.path, (file) => readRange(this.path, file, offset, length));
  }
}

function readTail(path: string, longest: number): { size: number; tail: Buffer } {
  return withFile(path, (file) => {
    const size = fstatSync(file).size;
    const length = Math.min(size, longest);
    return { size, tail: readRange(path, file, size - length, length) };
  });
}

function readRange(path: string, file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(file, bytes, filled, length - filled, offset + filled);
    if (read === 0) throw unreadable(path, 'became shorter while it was read');
    filled += read;
  }
  return bytes;
}

function withFile<Result>(path: string, use: (file: number) => Result): Result {
  let file = -1;
  try {
    file = openDataFile(path);
    return use(file);
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError(
      DATA_ERRORS.FILE_UNREADABLE,
      `${path} cannot be read: ${reason}. ${DATA_ERRORS.FILE_UNREADABLE.remedy}`,
      { data: { file: path }, cause },
    );
  } finally {
    if (file >= 0) closeSync(file);
  }
}

/**
 * The offset of the end record, or -1. A record is valid only if its comment reaches to the end, because other bytes
 * may look like its signature.
 */
function endOffset(tail: Buffer): number {
  for (let offset = tail.length - END_LENGTH; offset >= 0; offset--) {
    if (
      tail[offset] === 0x50 &&
      tail.readUInt32LE(offset) === END_RECORD &&
      offset + END_LENGTH + tail.readUInt16LE(offset + 20) === tail.length
    )
      return offset;
  }
  return -1;
}

/** The 64-bit fields of a zip64 extra block: those of size, compressed size and offset that do not fit into 32 bits. */
function wideFields(extra: Buffer): number[] {
  for (let position = 0; position + 4 <= extra.length;) {
    const length = extra.readUInt16LE(position + 2);
    const block = extra.subarray(position + 4, position + 4 + length);
    if (extra.readUInt16LE(position) === ZIP64_BLOCK) {
      return Array.from({ length: Math.floor(block.length / 8) }, (_, index) =>
        Number(block.readBigUInt64LE(index * 8)),
      );
    }
    position += 4 + length;
  }
  return [];
}

function unreadable(path: string, what: string, cause?: unknown): EngineError {
  return new EngineError(DATA_ERRORS.ZIP_UNREADABLE, `${path} ${what}. ${DATA_ERRORS.ZIP_UNREADABLE.remedy}`, {
    data: { file: path },
    cause,
  });
}
