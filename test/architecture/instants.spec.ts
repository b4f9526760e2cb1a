import { expect, it } from 'vitest';
import { mixedInstants } from './mixed-instants.ts';
import { readProjectFile } from './source.ts';

const SAMPLE = 'test/types/mixed-instants.ts';

it('UTC instants are neither compared nor computed with wall-clock times', () => {
  const found = mixedInstants();
  expect(found.filter(({ file }) => file !== SAMPLE)).toEqual([]);
  const lines = readProjectFile(SAMPLE).split('\n');
  const first = lines.findIndex((line) => line.includes('function mixed')) + 3;
  const last = lines.findLastIndex((line) => line.includes('Math.max')) + 1;
  expect(found.map(({ line }) => line)).toEqual(Array.from({ length: last - first + 1 }, (_, index) => first + index));
});
