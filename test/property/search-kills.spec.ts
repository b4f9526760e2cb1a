import { once } from 'node:events';
import { afterAll, expect, it } from 'vitest';
import { Random } from '../../quant/random/random.ts';
import type { Trial } from '../../engine/host/search/trial.ts';
import { TrialLedger } from '../../engine/host/search/trial-ledger.ts';
import { temporaryFolder } from '../../engine/testkit/temporary-folder.ts';
import { engine, startEngine } from '../e2e/command.ts';

/** How many times the search is killed before it may end. */
const KILLS = process.env.SOAK === undefined ? 6 : 1000;
const TRIALS = process.env.SOAK === undefined ? 30 : 3000;
/** Trials that a process has added when it is killed, and real milliseconds after that. */
const MOST_TRIALS = 4;
const MOST_DELAY = 60;
const LOOK_AFTER = 5;

const folder = temporaryFolder();
afterAll(() => folder.remove());

const ARGS = [
  '--strategy',
  'sma-crossover',
  '--start',
  '2004-01-05',
  '--end',
  '2004-09-30',
  '--trials',
  String(TRIALS),
];
const SEARCH = ['optimize', ...ARGS, '--range', 'fast=2:20', '--range', 'slow=21:60', '--workers', '2'];

function ledgerPath(name: string): string {
  return `${folder.path}/${name}.sqlite`;
}

function trialsIn(name: string): Trial[] {
  using ledger = TrialLedger.openExisting(ledgerPath(name));
  const study = ledger?.studies()[0];
  return study === undefined || ledger === undefined ? [] : ledger.trials(study);
}

async function killedOnTheWay(random: Random): Promise<void> {
  const target = trialsIn('killed').length + random.integer(MOST_TRIALS);
  const child = startEngine([...SEARCH, '--ledger', ledgerPath('killed')], folder.path);
  const ended = once(child, 'close');
  while (child.exitCode === null && trialsIn('killed').length < target)
    await new Promise((resolve) => setTimeout(resolve, LOOK_AFTER));
  await new Promise((resolve) => setTimeout(resolve, random.integer(MOST_DELAY)));
  child.kill('SIGKILL');
  await ended;
}

it('a search that is killed again and again ends with the trials of one that is not', async () => {
  expect((await engine([...SEARCH, '--ledger', ledgerPath('whole')], folder.path)).code).toBe(0);
  const random = new Random(1);
  for (let kill = 0; kill < KILLS; kill++) {
    await killedOnTheWay(random);
    const kept = trialsIn('killed');
    expect(trialsIn('whole').filter(({ number }) => kept.some((trial) => trial.number === number))).toEqual(kept);
  }
  expect((await engine([...SEARCH, '--ledger', ledgerPath('killed')], folder.path)).code).toBe(0);
  expect(trialsIn('killed')).toEqual(trialsIn('whole'));
  using ledger = new TrialLedger(ledgerPath('killed'));
  expect(ledger.brokenRow()).toBeUndefined();
  expect(ledger.studies()).toMatchObject([{ isFinished: true }]);
});
