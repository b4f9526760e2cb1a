import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RowKind } from '../model/columns.ts';
import type { RowColumns } from '../model/columns.ts';
import { TickType } from '../model/data-kinds.ts';
import { Resolution } from '../model/resolution.ts';
import { SecurityType } from '../model/security-type.ts';
import { ColumnCache, defaultColumnCacheFolder } from './column-cache.ts';
import { leanRowFormat } from './formats/lean-row-format.ts';
import { readLeanZip } from './formats/lean-zip.ts';
import { writeZip } from './formats/zip-writer.ts';

const root = mkdtempSync(join(tmpdir(), 'cache-'));
afterAll(() => rmSync(root, { recursive: true }));

const key = { path: '/data/x.zip', variant: 'trade', crc32: 7, compressedSize: 10, size: 20 };
const columns: RowColumns = {
  kind: RowKind.TradeBar,
  length: 2,
  time: Float64Array.of(1, 2),
  values: [1, 2, 3, 4, NaN].map((value) => Float64Array.of(value, value + 0.5)),
  scales: 4,
};

function cacheOf(name: string): ColumnCache {
  return new ColumnCache(join(root, name));
}

function filesOf(cache: ColumnCache): string[] {
  return readdirSync(cache.folder).map((name) => join(cache.folder, name));
}

describe('ColumnCache', () => {
  it('returns what was written, and nothing before', () => {
    const cache = cacheOf('plain');
    expect(cache.read(key)).toBeUndefined();
    cache.write(key, columns);
    expect(cache.read(key)).toEqual(columns);
  });

  it('stores scales per row, slices of larger columns and empty columns', () => {
    const cache = cacheOf('scales');
    const large = Float64Array.of(0, 1, 2, 3);
    const slice = { ...columns, time: large.subarray(1, 3), scales: large.subarray(2) };
    cache.write(key, slice);
    expect(cache.read(key)).toEqual({ ...slice, time: Float64Array.of(1, 2), scales: Float64Array.of(2, 3) });
    const none = {
      ...columns,
      length: 0,
      time: new Float64Array(),
      values: columns.values.map(() => new Float64Array()),
    };
    cache.write(key, none);
    expect(cache.read(key)).toEqual(none);
  });

  it.each([
    ['checksum', { crc32: 8 }],
    ['packed size', { compressedSize: 11 }],
    ['size', { size: 21 }],
    ['path', { path: '/data/y.zip' }],
    ['row format', { variant: 'quote' }],
  ])('is invalid when the %s changes', (name, change) => {
    const cache = cacheOf(`change-${name}`);
    cache.write(key, columns);
    expect(cache.read({ ...key, ...change })).toBeUndefined();
    cache.write({ ...key, ...change }, columns);
    expect(cache.read({ ...key, ...change })).toEqual(columns);
  });

  it('ignores damaged files and rewrites them', () => {
    const cache = cacheOf('damaged');
    cache.write(key, columns);
    const [file] = filesOf(cache);
    const bytes = readFileSync(file);
    for (const damaged of [
      bytes.subarray(0, 50),
      bytes.subarray(0, bytes.length - 8),
      Buffer.concat([bytes, Buffer.alloc(8)]),
      Buffer.alloc(0),
    ]) {
      writeFileSync(file, damaged);
      expect(cache.read(key)).toBeUndefined();
    }
    const flipped = Buffer.from(bytes);
    flipped[bytes.length - 1] ^= 1;
    writeFileSync(file, flipped);
    expect(cache.read(key)).toBeUndefined();
    cache.write(key, columns);
    expect(cache.read(key)).toEqual(columns);
  });

  it('detects every flipped bit, also in the header', () => {
    const cache = cacheOf('flipped');
    cache.write(key, columns);
    const [file] = filesOf(cache);
    const bytes = readFileSync(file);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] ^= 1 << (bit & 7);
      writeFileSync(file, flipped);
      expect(cache.read(key)).toBeUndefined();
    }
  });

  it('is disabled when writing fails, and leaves no files behind', () => {
    writeFileSync(join(root, 'a-file'), '');
    const cache = new ColumnCache(join(root, 'a-file', 'below'));
    cache.write(key, columns);
    cache.write(key, columns);
    expect(cache.read(key)).toBeUndefined();
  });

  it('writes no second file beside the first', () => {
    const cache = cacheOf('one');
    cache.write(key, columns);
    cache.write(key, { ...columns, scales: 3 });
    expect(filesOf(cache)).toEqual([expect.stringMatching(/\.columns$/)]);
    expect(cache.read(key)?.scales).toBe(3);
  });

  it('detects that a zip was replaced by one with other content', () => {
    const cache = cacheOf('zips');
    const path = join(root, 'minutes.zip');
    const format = leanRowFormat(SecurityType.Crypto, Resolution.Minute, TickType.Trade)!;
    const put = (price: number): void => {
      const text = Array.from(
        { length: 1000 },
        (_, minute) => `${minute * 60_000},${price},${price},${price},${price},1\n`,
      ).join('');
      writeFileSync(path, writeZip([{ name: 'x.csv', bytes: Buffer.from(text) }]));
    };
    put(1);
    const first = readLeanZip(path, format, 0, cache);
    expect(readLeanZip(path, format, 0, cache)).toEqual(first);
    expect(filesOf(cache)).toHaveLength(1);
    put(2);
    expect(readLeanZip(path, format, 0, cache).values[0][0]).toBe(2);
    expect(readLeanZip(path, format, 86_400_000, cache).time[0]).toBe(86_400_000);
    expect(filesOf(cache)).toHaveLength(2);
  });
});

describe('defaultColumnCacheFolder', () => {
  it('is in the project, or in XDG_CACHE_HOME', () => {
    expect(defaultColumnCacheFolder('/project', {})).toBe('/project/.cache/columns');
    expect(defaultColumnCacheFolder('/project', { XDG_CACHE_HOME: '' })).toBe('/project/.cache/columns');
    expect(defaultColumnCacheFolder('/project', { XDG_CACHE_HOME: '/home/me/.cache' })).toBe(
      '/home/me/.cache/tradewright/columns',
    );
  });
});
