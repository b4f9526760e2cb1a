import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { EngineError } from '../../model/engine-error.ts';
import { ZipFile } from './zip-file.ts';
import { writeZip } from './zip-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'zip-'));
afterAll(() => rmSync(folder, { recursive: true }));

const text = 'time,price\n'.repeat(5000);
const packed = Buffer.from(
  writeZip([
    { name: 'a.csv', bytes: Buffer.from(text) },
    { name: 'b.csv', bytes: Buffer.from('second') },
  ]),
);

function zipOf(name: string, bytes: Uint8Array): ZipFile {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return new ZipFile(path);
}

function readAll(name: string, bytes: Uint8Array): string[] {
  const zip = zipOf(name, bytes);
  return zip.entries.map((entry) => Buffer.from(zip.read(entry)).toString());
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof EngineError) return `${error.code} ${String(error.data['file']).split('/').at(-1)}`;
    throw error;
  }
  return 'nothing';
}

/** A zip whose directory states a wrong size of its only entry. */
function claiming(
  size: number,
  bytes: Buffer = Buffer.from(writeZip([{ name: 'a.csv', bytes: Buffer.from(text) }])),
): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt32LE(size, changed.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
  return changed;
}

describe('a zip that decompresses to far more than prices do', () => {
  it.each([65 * 1024 * 1024, 1_000_000_000, 0xfffffffe])('is rejected before %d bytes are allocated', (size) => {
    const before = process.memoryUsage().arrayBuffers;
    const read = (): unknown => readAll(`bomb-${size}.zip`, claiming(size));
    expect(read).toThrow(expect.objectContaining({ code: 'DATA_UNPACKED_TOO_LARGE', exitCode: 1 }));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  });
});

/** A zip with one stored entry; `wide` writes its sizes and offsets into zip64 fields. */
function storedZip(content: string, { wide = false, flags = 0, method = 0, isDamaged = false } = {}): Buffer {
  const bytes = Buffer.from(content);
  const sizes = wide ? 0xffffffff : bytes.length;
  const local = Buffer.alloc(30 + 1);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(1, 26);
  const extra = Buffer.alloc(wide ? 28 : 0);
  if (wide) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    extra.writeBigUInt64LE(BigInt(bytes.length), 4);
    extra.writeBigUInt64LE(BigInt(bytes.length), 12);
  }
  const entry = Buffer.alloc(46 + 1);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(isDamaged ? 1 : crc32(bytes), 16);
  entry.writeUInt32LE(sizes, 20);
  entry.writeUInt32LE(sizes, 24);
  entry.writeUInt16LE(1, 28);
  entry.writeUInt16LE(extra.length, 30);
  entry.writeUInt32LE(wide ? 0xffffffff : 0, 42);
  const offset = local.length + bytes.length;
  const length = entry.length + extra.length;
  const wideEnd = Buffer.alloc(wide ? 76 : 0);
  if (wide) {
    wideEnd.writeUInt32LE(0x06064b50, 0);
    wideEnd.writeBigUInt64LE(1n, 32);
    wideEnd.writeBigUInt64LE(BigInt(length), 40);
    wideEnd.writeBigUInt64LE(BigInt(offset), 48);
    wideEnd.writeUInt32LE(0x07064b50, 56);
    wideEnd.writeBigUInt64LE(BigInt(offset + length), 64);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(wide ? 0xffff : 1, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(wide ? 0xffffffff : offset, 16);
  return Buffer.concat([local, bytes, entry, extra, wideEnd, end]);
}

describe('ZipFile', () => {
  it('reads what writeZip writes', () => {
    expect(readAll('two.zip', packed)).toEqual([text, 'second']);
  });

  it('finds its directory before a comment and beyond the last 16 KiB', () => {
    const comment = Buffer.alloc(40_000, 'PK');
    const bytes = Buffer.concat([packed, comment]);
    bytes.writeUInt16LE(comment.length, packed.length - 2);
    expect(readAll('comment.zip', bytes)).toEqual([text, 'second']);
  });

  it('reads an entry before the part that was read first', () => {
    const noise = Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * index * 7919 + index * 31) % 251));
    const zip = zipOf(
      'large.zip',
      writeZip([
        { name: 'a', bytes: Buffer.concat([noise, Buffer.from(noise.toReversed())]) },
        { name: 'b', bytes: noise },
      ]),
    );
    expect(Buffer.from(zip.read(zip.entries[1])).equals(noise)).toBe(true);
    expect(zip.read(zip.entries[0])).toHaveLength(120_000);
  });

  it('reads stored entries, and sizes in zip64 fields', () => {
    expect(readAll('stored.zip', storedZip('plain'))).toEqual(['plain']);
    expect(readAll('wide.zip', storedZip('plain', { wide: true }))).toEqual(['plain']);
  });

  it.each([
    ['is truncated', packed.subarray(0, packed.length - 30)],
    ['is not a zip', Buffer.from('date,close\n2020-01-02,1\n')],
    ['is empty', Buffer.alloc(0)],
    ['has no entries', Buffer.from(writeZip([]))],
    ['is encrypted', storedZip('x', { flags: 1 })],
    ['is compressed by an unknown method', storedZip('x', { method: 12 })],
    ['has lost its beginning', packed.subarray(20)],
    ['has another checksum', storedZip('x', { isDamaged: true })],
  ])('rejects a file that %s', (name, bytes) => {
    const file = `${name.replaceAll(' ', '-')}.zip`;
    expect(codeOf(() => readAll(file, bytes))).toBe(`DATA_ZIP_UNREADABLE ${file}`);
  });

  it('rejects damaged content', () => {
    const bytes = Buffer.from(packed);
    bytes[40] ^= 0xff;
    bytes[41] ^= 0xff;
    expect(codeOf(() => readAll('damaged.zip', bytes))).toBe('DATA_ZIP_UNREADABLE damaged.zip');
  });

  it('distinguishes a file that cannot be read from a damaged one', () => {
    expect(codeOf(() => new ZipFile(join(folder, 'missing.zip')))).toBe('DATA_FILE_UNREADABLE missing.zip');
  });

  it('writes the same bytes for the same content', () => {
    expect(writeZip([{ name: 'a', bytes: Buffer.from('x') }])).toEqual(
      writeZip([{ name: 'a', bytes: Buffer.from('x') }]),
    );
  });
});
