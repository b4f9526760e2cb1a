import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** LEAN's data folder: LEAN_DATA, else ../shared/lean/data beside the project. */
export const LEAN_DATA = resolve(process.env.LEAN_DATA ?? join(PROJECT, '../shared/lean/data'));
export const hasLeanData = existsSync(join(LEAN_DATA, 'equity/usa/daily/spy.zip'));

/** The statistics of LEAN's regression test of an algorithm. */
export function expectedStatistics(algorithm: string): Record<string, string> {
  const entries = JSON.parse(readFileSync(join(LEAN_DATA, '../expected.json'), 'utf8')) as {
    name: string;
    statistics: Record<string, string>;
  }[];
  const found = entries.find(({ name }) => name === algorithm);
  if (found === undefined) throw new RangeError(`expected.json has no "${algorithm}".`);
  return found.statistics;
}

export function readLeanText(path: string): string {
  return readFileSync(join(LEAN_DATA, path), 'utf8');
}

/** The lines of the first file in a zip, split by commas. */
export function readLeanRows(path: string): string[][] {
  const bytes = readFileSync(join(LEAN_DATA, path));
  const directory = bytes.readUInt32LE(bytes.lastIndexOf('PK\u0005\u0006', bytes.length, 'latin1') + 16);
  const size = bytes.readUInt32LE(directory + 20);
  const start = 30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
  const packed = bytes.subarray(start, start + size);
  const text = (bytes.readUInt16LE(8) === 0 ? packed : inflateRawSync(packed)).toString('utf8');
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
}
