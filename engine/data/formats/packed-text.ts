import { closeSync, createReadStream, fstatSync, readFileSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip, createInflateRaw, crc32, createZstdDecompress, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { EngineError } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';
import { printable } from './shown-text.ts';
import { detectEncoding, encodingNamed, Utf8Pieces } from './text-encoding.ts';
import type { TextEncoding } from './text-encoding.ts';
import { openDataFile, unreadableFile } from './text-file.ts';
import { checkUnpackedSize, largestUnpacked } from './unpacked-size.ts';
import { ZipFile } from './zip-file.ts';
import type { ZipEntry } from './zip-file.ts';

/** The compression of a file, detected from its first bytes. */
type Packing = 'plain' | 'gzip' | 'zstd' | 'zip';

const PIECE = 1 << 20;
const HEAD = 65_536;
/** Extensions of text tables. */
const TABLE = /\.(?:csv|txt|tsv|tab|psv|dat|prn)$/i;
/** Unsupported file formats by their first bytes, with the remedy. */
const OTHERS: readonly (readonly [start: string, what: string])[] = [
  ['50415231', 'is a Parquet file. Name its folder with --data and --data-source parquet, or convert it to CSV'],
  ['d0cf11e0', 'is a spreadsheet of the old Excel format. Save it as CSV'],
  ['425a68', 'is compressed by bzip2. Unpack it first'],
  ['fd377a585a00', 'is compressed by xz. Unpack it first'],
  ['377abcaf271c', 'is compressed by 7-Zip. Unpack it first'],
  ['526172211a07', 'is compressed by RAR. Unpack it first'],
  ['25504446', 'is a PDF. Export the table as CSV'],
];

/**
 * A text file, plain or compressed by gzip, zstd or zip, in any of the usual encodings; its content is provided in
 * UTF-8.
 */
export interface PackedText {
  readonly path: string;
  readonly encoding: string;
  /** The bytes in UTF-8 in chunks, without a byte order mark; may be called repeatedly. */
  pieces(): AsyncGenerator<Uint8Array>;
  /** The first megabyte, or all of a compressed text. */
  head(): Uint8Array;
  /** All bytes at once. @throws EngineError DATA_UNPACKED_TOO_LARGE for more than a gigabyte */
  whole(): Uint8Array;
}

/**
 * Opens a text; compression and encoding are detected from its first bytes.
 *
 * @param encodingName overrides the detected encoding
 * @throws EngineError DATA_UNSUPPORTED_FILE for content that is not text, DATA_FILE_UNREADABLE, DATA_ZIP_UNREADABLE
 */
export function openPackedText(path: string, encodingName?: string): PackedText {
  const { head, size } = headOf(path);
  const packing = packingOf(head, path);
  const source: Packed = { path, packing, size, entry: packing === 'zip' ? tableIn(new ZipFile(path)) : undefined };
  let known: TextEncoding | undefined;
  const encodingFrom = (bytes: Uint8Array): TextEncoding => (known ??= encodingOf(path, bytes, encodingName));
  return {
    path,
    get encoding() {
      return known?.name ?? '';
    },
    async *pieces() {
      let utf8: Utf8Pieces | undefined;
      for await (const piece of unpackedPieces(source)) {
        utf8 ??= new Utf8Pieces(encodingFrom(piece));
        yield utf8.decode(piece);
      }
      const last = utf8?.decode(new Uint8Array(0), true);
      if (last !== undefined && last.length > 0) yield last;
    },
    head() {
      if (packing !== 'plain') return this.whole();
      for (const piece of plainPieces(path)) return new Utf8Pieces(encodingFrom(piece)).decode(piece);
      return new Uint8Array(0);
    },
    whole() {
      const bytes = unpackedWhole(source);
      return new Utf8Pieces(encodingFrom(bytes)).decode(bytes, true);
    },
  };
}

/** Whether a name is that of a text table, compressed or not: `KO.csv`, `KO.csv.gz`. */
export function isTableName(name: string): boolean {
  return /\.csv(?:\.gz|\.zst|\.zip)?$/i.test(name);
}

/** A table's name without its extensions: `KO` for `KO.csv.gz`. */
export function tableName(name: string): string {
  return name.replace(/\.(?:gz|zst|zip)$/i, '').replace(TABLE, '');
}

interface Packed {
  readonly path: string;
  readonly packing: Packing;
  readonly size: number;
  readonly entry: { readonly zip: ZipFile; readonly entry: ZipEntry } | undefined;
}

function headOf(path: string): { head: Uint8Array; size: number } {
  let file = -1;
  try {
    file = openDataFile(path);
    const bytes = new Uint8Array(HEAD);
    const length = readSync(file, bytes, 0, HEAD, 0);
    return { head: bytes.subarray(0, length), size: fstatSync(file).size };
  } catch (cause) {
    throw cause instanceof EngineError ? cause : unreadableFile(path, cause);
  } finally {
    if (file >= 0) closeSync(file);
  }
}

function packingOf(head: Uint8Array, path: string): Packing {
  const start = Buffer.from(head.subarray(0, 8)).toString('hex');
  if (start.startsWith('1f8b')) return 'gzip';
  if (start.startsWith('28b52ffd')) return 'zstd';
  if (start.startsWith('504b0304') || start.startsWith('504b0506')) return 'zip';
  const other = OTHERS.find(([bytes]) => start.startsWith(bytes));
  if (other !== undefined) throw unsupported(path, other[1]);
  return 'plain';
}

function encodingOf(path: string, bytes: Uint8Array, name: string | undefined): TextEncoding {
  const detected = detectEncoding(bytes);
  const named = name === undefined ? undefined : encodingNamed(name);
  const encoding = named === undefined ? detected : { ...named, markLength: detected?.markLength ?? 0 };
  if (encoding !== undefined) return encoding;
  throw unsupported(path, 'is not text: it has bytes that are invalid in any text encoding. Export it as CSV');
}

/** The one table of a zip. @throws EngineError when there is none, or more than one */
function tableIn(zip: ZipFile): { zip: ZipFile; entry: ZipEntry } {
  if (zip.entries.some(({ name }) => name === '[Content_Types].xml'))
    throw unsupported(zip.path, 'is a spreadsheet. Save it as CSV');
  const files = zip.entries.filter(({ name }) => !name.endsWith('/') && !/(?:^|\/)(?:__MACOSX|\.)/.test(name));
  const tables = files.filter(({ name }) => TABLE.test(name));
  const csv = tables.filter(({ name }) => /\.csv$/i.test(name));
  const [only, ...more] = csv.length > 0 ? csv : tables.length > 0 ? tables : files;
  if (only === undefined) throw unsupported(zip.path, 'contains no file. Download it again');
  if (more.length === 0) return { zip, entry: only };
  const names = [only, ...more].slice(0, 5).map(({ name }) => printable(name));
  throw unsupported(
    zip.path,
    `contains ${more.length + 1} tables (${names.join(', ')}${more.length > 4 ? ', …' : ''}). Unpack it, and import the wanted ones`,
  );
}

async function* unpackedPieces(source: Packed): AsyncGenerator<Uint8Array> {
  const { path, packing, entry } = source;
  if (packing === 'plain') {
    yield* plainPieces(path);
    return;
  }
  const packedSize = entry?.entry.compressedSize ?? source.size;
  const name = entry === undefined ? path : `${path}: ${printable(entry.entry.name)}`;
  let [size, checksum] = [0, 0];
  try {
    for await (const piece of unpacking(source)) {
      size += piece.length;
      checkUnpackedSize(name, size, packedSize, Infinity);
      if (entry !== undefined) checksum = crc32(piece, checksum);
      yield piece;
    }
    if (entry !== undefined && (checksum !== entry.entry.crc32 || size !== entry.entry.size))
      throw damaged(path, new Error('it does not match its checksum'));
  } catch (cause) {
    throw cause instanceof EngineError ? cause : damaged(path, cause);
  }
}

function* plainPieces(path: string): Generator<Uint8Array> {
  let file = -1;
  try {
    file = openDataFile(path);
    for (;;) {
      const bytes = new Uint8Array(PIECE);
      const length = readSync(file, bytes);
      if (length === 0) return;
      yield bytes.subarray(0, length);
    }
  } catch (cause) {
    throw cause instanceof EngineError ? cause : unreadableFile(path, cause);
  } finally {
    if (file >= 0) closeSync(file);
  }
}

function unpacking({ path, packing, entry }: Packed): AsyncIterable<Buffer> {
  if (entry === undefined)
    return through(
      createReadStream(path, { highWaterMark: PIECE }),
      packing === 'gzip' ? createGunzip({ chunkSize: PIECE }) : createZstdDecompress(),
    );
  const { start, end } = entry.zip.packedRange(entry.entry);
  const packed = createReadStream(path, { start, end: end - 1, highWaterMark: PIECE });
  return entry.zip.isStored(entry.entry) ? packed : through(packed, createInflateRaw({ chunkSize: PIECE }));
}

function through(from: Readable, to: NodeJS.ReadWriteStream & AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  from.on('error', (fault) => to.emit('error', fault));
  from.pipe(to);
  return to;
}

function unpackedWhole({ path, packing, size, entry }: Packed): Uint8Array {
  if (entry !== undefined) return entry.zip.read(entry.entry);
  let bytes: Buffer;
  try {
    if (packing === 'plain') checkUnpackedSize(path, size, size);
    bytes = readFileSync(path);
  } catch (cause) {
    throw cause instanceof EngineError ? cause : unreadableFile(path, cause);
  }
  if (packing === 'plain') return bytes;
  const maxOutputLength = largestUnpacked(size);
  try {
    return packing === 'gzip' ? gunzipSync(bytes, { maxOutputLength }) : zstdDecompressSync(bytes, { maxOutputLength });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE')
      checkUnpackedSize(path, maxOutputLength + 1, size);
    throw damaged(path, cause);
  }
}

function unsupported(path: string, what: string): EngineError {
  return new EngineError(DATA_ERRORS.UNSUPPORTED_FILE, `${path} ${what}.`, { data: { file: path } });
}

function damaged(path: string, cause: unknown): EngineError {
  const { ZIP_UNREADABLE } = DATA_ERRORS;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EngineError(
    ZIP_UNREADABLE,
    `${path} is damaged: it cannot be unpacked (${reason}). ${ZIP_UNREADABLE.remedy}`,
    {
      data: { file: path },
      cause,
    },
  );
}
