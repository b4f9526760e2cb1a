import { describe, expect, it } from 'vitest';
import { RecordBlocks } from './record-blocks.ts';

describe('RecordBlocks', () => {
  it('keeps the position of each record while the number of records grows', () => {
    const records = new RecordBlocks(3);
    for (let index = 0; index < 5000; index++) {
      records.reserve(index);
      const block = records.block(index);
      const base = records.base(index);
      for (let number = 0; number < 3; number++) block[base + number] = index * 10 + number;
    }
    for (const index of [0, 255, 2047, 2048, 4999]) {
      const base = records.base(index);
      expect([...records.block(index).subarray(base, base + 3)]).toEqual([index * 10, index * 10 + 1, index * 10 + 2]);
    }
  });

  it('reserves all records before the reserved one', () => {
    const records = new RecordBlocks(2);
    records.reserve(5000);
    expect([0, 3000, 5000].map((index) => records.block(index).length)).toEqual([4096, 4096, 4096]);
  });
});
