import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from 'tradewright/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Trial } from './trial.ts';
import { TrialLedger } from './trial-ledger.ts';

const STUDY = { strategy: 'cross', kind: 'optimization', settings: { run: 'r' } } as const;

function trialOf(number: number, changes: Partial<Trial> = {}): Trial {
  return {
    number,
    parameters: { fast: number, symbols: ['A', 'B'] },
    status: 'completed',
    value: number / 7,
    figures: { sharpeRatio: number / 7, drawdown: 0.1 },
    statistics: { 'Sharpe Ratio': '0.1' },
    sharpe: { count: 100, sharpe: number / 100, skewness: 0, kurtosis: 3 },
    blocks: Float64Array.of(1, number, 2, 3, 4, 5),
    periodsPerYear: 252,
    stages: [0.1],
    repeats: undefined,
    codeHash: 'c',
    dataHash: 'd',
    seed: 1,
    reason: '',
    ...changes,
  };
}

describe('TrialLedger', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = TrialLedger.pathOf(folder.path);
  });
  afterEach(() => folder.remove());

  it('keeps studies, trials and events as they were given', () => {
    const failed = trialOf(1, {
      status: 'failed',
      value: undefined,
      sharpe: undefined,
      blocks: undefined,
      reason: 'x',
    });
    {
      using ledger = new TrialLedger(path);
      const study = ledger.study('key', STUDY);
      ledger.add(study, trialOf(0));
      ledger.add(study, failed);
      ledger.log(study, 'applied', { number: 0 });
    }
    using ledger = new TrialLedger(path);
    const study = ledger.study('key', STUDY);
    expect(study).toEqual({ id: 1, ...STUDY, isFinished: false });
    expect(ledger.trials(study)).toEqual([trialOf(0), failed]);
    expect(ledger.events()).toMatchObject([{ study: 1, kind: 'applied', content: { number: 0 } }]);
    ledger.finish(study);
    expect(ledger.studies()).toMatchObject([{ isFinished: true }]);
    expect(ledger.brokenRow()).toBeUndefined();
  });

  it('keeps the first row of a trial that is added twice', () => {
    using ledger = new TrialLedger(path);
    const study = ledger.study('key', STUDY);
    ledger.add(study, trialOf(0));
    ledger.add(study, trialOf(0, { value: 9 }));
    expect(ledger.trials(study)).toEqual([trialOf(0)]);
    expect(ledger.brokenRow()).toBeUndefined();
  });

  it('counts trials of all studies, and equal ones once', () => {
    using ledger = new TrialLedger(path);
    expect(ledger.count()).toEqual({ trials: 0, variance: 0 });
    const one = ledger.study('one', STUDY);
    const other = ledger.study('other', STUDY);
    for (const number of [1, 2, 3]) ledger.add(one, trialOf(number));
    ledger.add(one, trialOf(4, { sharpe: undefined }));
    for (const number of [3, 5]) ledger.add(other, trialOf(number));
    // of 1, 2, 3 and 5 hundredths
    expect(ledger.count()).toEqual({ trials: 4, variance: expect.closeTo(8.75 / 3 / 10_000, 12) as number });
    const later = ledger.study('later', { ...STUDY, settings: { run: 'another period' } });
    ledger.add(later, trialOf(3));
    expect(ledger.count().trials).toBe(5);
  });

  it('finds a row that was changed, and one that was removed', () => {
    {
      using ledger = new TrialLedger(path);
      const study = ledger.study('key', STUDY);
      for (const number of [0, 1, 2]) ledger.add(study, trialOf(number));
    }
    const database = new DatabaseSync(path);
    database.exec('UPDATE trials SET value = 5 WHERE number = 1');
    using changed = new TrialLedger(path);
    expect(changed.brokenRow()).toEqual({ table: 'trials', id: 2 });
    database.exec(`UPDATE trials SET value = ${1 / 7} WHERE number = 1`);
    expect(changed.brokenRow()).toBeUndefined();
    database.exec('DELETE FROM trials WHERE number = 1');
    expect(changed.brokenRow()).toEqual({ table: 'trials', id: 3 });
    database.close();
  });

  it('makes a whole copy while it is open', () => {
    using ledger = new TrialLedger(path);
    const study = ledger.study('key', STUDY);
    ledger.add(study, trialOf(0));
    const copied = join(folder.path, 'copy.sqlite');
    ledger.copyTo(copied);
    using copy = new TrialLedger(copied);
    expect(copy.trials(study)).toEqual([trialOf(0)]);
    expect(copy.brokenRow()).toBeUndefined();
  });

  it('refuses a file that is no ledger, and one of a later version', () => {
    writeFileSync(path, 'not a database at all, but long enough to be taken for one'.repeat(40));
    expect(() => new TrialLedger(path)).toThrow(/SEARCH_LEDGER_UNUSABLE|cannot be used: file is not a database/);
    const later = join(folder.path, 'later.sqlite');
    const database = new DatabaseSync(later);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => new TrialLedger(later)).toThrow('it has version 99');
  });
});
