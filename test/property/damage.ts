import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { EngineError } from 'tradewright/plugin';
import { temporaryFolder, type TemporaryFolder } from 'tradewright/testkit';
import { afterAll, beforeAll, expect } from 'vitest';
import type { RowColumns } from '../../engine/model/columns.ts';
import { isSoak } from '../soak.ts';
import { mutated, mutations, valueMutations, withOtherValues } from './mutations.ts';

/** Damaged files of each kind. */
const RUNS = isSoak ? 10_000 : 300;
/** A plan reads every manifest of the engine too. */
export const PLANS = isSoak ? 10_000 : 40;
/** The same files each time in a short test, others in each long one. */
const SEED =
  process.env.SEED === undefined ? (isSoak ? Date.now() % 0x7fff_ffff : 20_261_201) : Number(process.env.SEED);
/** Bytes that the process may grow by while it reads thousands of damaged files of a few kilobytes. */
const MOST_GROWTH = 1 << 30;

/** The place of all damaged files of a spec. */
export let folder: TemporaryFolder;
beforeAll(() => {
  folder = temporaryFolder({ 'inside/.keep': '' });
  process.stderr.write(`damaged files: ${RUNS} of each kind, SEED=${SEED}\n`);
});
afterAll(() => folder.remove());

type Read = (bytes: Buffer, inside: string) => unknown;

/**
 * Reads a file many times, each time damaged otherwise: a value that holds, or a fault of the engine; nothing is written outside.
 *
 * @param read reads the bytes in a folder of its own; throws when what it read cannot be right
 * @returns whether memory stayed within its bound
 */
export function survives(base: () => Uint8Array, read: Read, numRuns = RUNS): boolean {
  const bytes = base();
  const inside = join(folder.path, 'inside');
  const before = process.memoryUsage().rss;
  read(Buffer.from(bytes), inside);
  const attempt = (damaged: Buffer): void => {
    try {
      read(damaged, inside);
    } catch (error) {
      requireFault(error);
    }
  };
  for (const damaged of damages(bytes)) fc.assert(fc.property(damaged, attempt), { numRuns, seed: SEED });
  expect(readdirSync(folder.path)).toEqual(['inside']);
  return process.memoryUsage().rss - before < MOST_GROWTH;
}

/** {@link survives} for what is read asynchronously. */
export async function survivesLater(base: () => Uint8Array, read: Read, numRuns = RUNS): Promise<boolean> {
  const bytes = base();
  const inside = join(folder.path, 'inside');
  const before = process.memoryUsage().rss;
  await read(Buffer.from(bytes), inside);
  const attempt = async (damaged: Buffer): Promise<void> => {
    try {
      await read(damaged, inside);
    } catch (error) {
      requireFault(error);
    }
  };
  for (const damaged of damages(bytes)) await fc.assert(fc.asyncProperty(damaged, attempt), { numRuns, seed: SEED });
  expect(readdirSync(folder.path)).toEqual(['inside']);
  return process.memoryUsage().rss - before < MOST_GROWTH;
}

/** The bytes with changes, and, of JSON, with other values. */
function damages(bytes: Uint8Array): fc.Arbitrary<Buffer>[] {
  const text = Buffer.from(bytes).toString('utf8');
  return [
    mutations.map((changes) => mutated(bytes, changes)),
    ...(text.startsWith('{') ? [valueMutations.map((changes) => Buffer.from(withOtherValues(text, changes)))] : []),
  ];
}

function requireFault(error: unknown): void {
  if (!(error instanceof EngineError)) throw error;
  expect(error.code).not.toBe('CLI_INTERNAL');
  expect(error.message.length).toBeLessThan(5_000);
}

export function write(inside: string, name: string, bytes: Uint8Array): string {
  const path = join(inside, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

/** What holds for all rows that a reader lets pass. */
export function requireSound({ length, time, values }: RowColumns): void {
  for (let row = 0; row < length; row++) {
    if (!Number.isFinite(time[row]) || (row > 0 && time[row] < time[row - 1])) throw new Error(`time ${time[row]}`);
    for (const column of values)
      if (!Number.isFinite(column[row]) || Math.abs(column[row]) > 1e20) throw new Error(`value ${column[row]}`);
  }
}

export function requireEqual(found: unknown, expected: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error('It was read otherwise without a fault.');
}
