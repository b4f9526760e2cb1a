import { Algorithm, type AlgorithmHost, type EngineError, Resolution } from 'tradewright';
import { RecordLog } from 'tradewright/plugin';
import { runBacktest } from '../../engine/runtime/backtest.ts';
import { describe, expect, it } from 'vitest';
import { Journal } from '../../engine/live/journal.ts';
import type { LiveCommand, LiveStatus } from '../../engine/live/live-status.ts';
import { Pace } from '../../engine/live/pace.ts';
import { MemoryLogFile } from '../../engine/testkit/memory-log-file.ts';
import { type BusyWish, busyRequest } from './busy-trader.ts';
import { CrashFiles } from './crash-files.ts';
import { type Answers, answersOf, liveRunOn, runLiveOn } from './live-bench.ts';

const undisturbed = answersOf(await runBacktest(busyRequest()));
const whole = new CrashFiles();
await runLiveOn(busyRequest(), whole);

/** A pace at which waits are short, but the run waits for every instant. */
const paced = (): Pace => new Pace(1e9);

/** Runs until the files crash, then resumes with their contents until a run finishes. */
async function throughCrashes(limits: readonly number[], pace?: () => Pace): Promise<Answers> {
  let { left } = new CrashFiles();
  for (const limit of limits) {
    const files = new CrashFiles(limit, left);
    try {
      return await runLiveOn(busyRequest(), files, pace?.());
    } catch (error) {
      if (!files.hasCrashed) throw error;
    }
    ({ left } = files);
  }
  return await runLiveOn(busyRequest(), new CrashFiles(Infinity, left), pace?.());
}

function recordTypes(bytes: Uint8Array): Set<string> {
  return new Set(new Journal(new RecordLog(new MemoryLogFile(bytes))).records.map(({ type }) => type));
}

describe('a paper run at a pace', () => {
  it('gives the results of the backtest, although scheduled events run when they are due', async () => {
    const files = new CrashFiles();
    expect(await runLiveOn(busyRequest(), files, paced())).toEqual(undisturbed);
    expect(recordTypes(files.left.journal)).toContain('pulse');
  });

  it('gives the same results after a crash', async () => {
    const files = new CrashFiles();
    await runLiveOn(busyRequest(), files, paced());
    for (let limit = 50; limit < files.written; limit += 1511) {
      expect(await throughCrashes([limit], paced)).toEqual(undisturbed);
    }
  });

  it('resumes at a different pace', async () => {
    const files = new CrashFiles(whole.written / 2);
    await expect(runLiveOn(busyRequest(), files, paced())).rejects.toThrow('cut off');
    expect(await runLiveOn(busyRequest(), new CrashFiles(Infinity, files.left))).toEqual(undisturbed);
  });
});

describe('a paper run that crashes repeatedly', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('gives the same results (%d)', async (seed) => {
    const limits = Array.from({ length: 6 }, (_, index) => 1 + ((seed * 7919 + index * 104_729) % (whole.written / 3)));
    expect(await throughCrashes(limits)).toEqual(undisturbed);
  });

  it('has nothing to do when it was finished', async () => {
    const again = new CrashFiles(Infinity, whole.left);
    expect(await runLiveOn(busyRequest(), again)).toEqual(undisturbed);
    expect(again.left).toEqual(whole.left);
  });
});

describe('a loss of power', () => {
  it.each([
    ['the journal', true, false],
    ['the account', false, true],
    ['both', true, true],
  ])('that loses unsynced data of %s does not change the results', async (_what, ofJournal, ofAccount) => {
    for (let limit = 700; limit < whole.written; limit += 907) {
      const files = new CrashFiles(limit);
      await expect(runLiveOn(busyRequest(), files)).rejects.toThrow('cut off');
      const left = {
        journal: ofJournal ? files.synced.journal : files.left.journal,
        account: ofAccount ? files.synced.account : files.left.account,
      };
      expect(await runLiveOn(busyRequest(), new CrashFiles(Infinity, left)), `at ${limit}`).toEqual(undisturbed);
    }
  });
});

/** Runs with commands at given slices, each sent once. */
async function runWithCommands(
  files: CrashFiles,
  commands: ReadonlyMap<number, LiveCommand>,
): Promise<{ answers: Answers; statuses: LiveStatus[] }> {
  const { records } = new Journal(new RecordLog(new MemoryLogFile(files.left.journal)), HEADER);
  const asked = records.filter(({ type }) => type === 'command').length;
  const waiting = new Map([...commands].slice(asked));
  const answered: Promise<LiveStatus>[] = [];
  const onSlice = (count: number): void => {
    const command = waiting.get(count);
    if (command !== undefined) answered.push(live.ask(command));
  };
  const live = liveRunOn(busyRequest({ onSlice }), files);
  const { result } = await live.execute();
  return { answers: answersOf(result), statuses: await Promise.all(answered) };
}

const HEADER = { type: 'run', format: 1, run: '', runId: '', plan: {} } as const;

describe('commands', () => {
  const commands = new Map<number, LiveCommand>([
    [8, 'pause'],
    [14, 'resume'],
    [400, 'liquidate'],
    [402, 'resume'],
  ]);

  it('take effect between two steps and return the state of the run at that instant', async () => {
    const { answers, statuses } = await runWithCommands(new CrashFiles(), commands);
    expect(statuses.map(({ state }) => state)).toEqual(['paused', 'running', 'paused', 'running']);
    expect(answers.status).toBe('completed');
    expect(answers.resultHash).not.toBe(undisturbed.resultHash);
  });

  it('take effect at the same instants after a restart', async () => {
    const files = new CrashFiles();
    const { answers } = await runWithCommands(files, commands);
    for (let limit = 700; limit < files.written; limit += 2111) {
      const cut = new CrashFiles(limit);
      await expect(runWithCommands(cut, commands)).rejects.toThrow('cut off');
      const { answers: again } = await runWithCommands(new CrashFiles(Infinity, cut.left), commands);
      expect(again, `at ${limit}`).toEqual(answers);
    }
  });

  it('refuse orders with the reason while the run is paused, and send nothing', async () => {
    const files = new CrashFiles();
    const live = liveRunOn(busyRequest({ onSlice: (count) => void (count === 3 && live.ask('pause-all')) }), files);
    const { result } = await live.execute();
    const refused = result.orderEvents.filter(({ message }) => message.includes('The run is paused'));
    expect(refused.length).toBeGreaterThan(5);
    const sent = new Journal(new RecordLog(new MemoryLogFile(files.left.journal))).records.filter(
      ({ type }) => type === 'place',
    );
    expect(sent.length + refused.length).toBe(result.orders.length);
  });

  it('liquidate cancels and closes everything, then pauses', async () => {
    const statuses: Promise<LiveStatus>[] = [];
    const files = new CrashFiles();
    const live = liveRunOn(
      busyRequest({ onSlice: (count) => void (count === 12 && statuses.push(live.ask('liquidate'))) }),
      files,
    );
    const { result } = await live.execute();
    const [status] = await Promise.all(statuses);
    expect(status.state).toBe('paused');
    expect(status.openOrders.filter(({ tag }) => tag !== 'Liquidated by command')).toEqual([]);
    const { records } = new Journal(new RecordLog(new MemoryLogFile(files.left.journal)));
    const at = records.findIndex(({ type }) => type === 'command');
    const placed = records.slice(at).flatMap((record) => (record.type === 'place' ? record.tag : []));
    expect(placed.length).toBeGreaterThan(0);
    expect(new Set(placed)).toEqual(new Set(['Liquidated by command']));
    expect(result.orders.length).toBeGreaterThan(0);
  });

  it('that arrive before the start wait for it, and commands that a failing run does not process are answered', async () => {
    const live = liveRunOn(busyRequest(), new CrashFiles());
    const early = live.ask('pause');
    const running = live.execute();
    expect((await early).state).toBe('paused');
    const { result } = await running;
    expect(result.orderEvents.every(({ message }) => message.includes('The run is paused'))).toBe(true);

    const answers: Promise<LiveStatus>[] = [];
    const onSlice = (count: number): void => {
      if (count !== 5) return;
      answers.push(failing.ask('pause'), failing.ask('resume'));
      throw new Error('not any more');
    };
    const failing = liveRunOn(busyRequest({ onSlice }), new CrashFiles());
    await expect(failing.execute()).rejects.toThrow('not any more');
    expect((await Promise.all(answers)).map(({ state }) => state)).toEqual(['ended', 'ended']);
  });

  it('stop leaves a run that can be resumed to the same results', async () => {
    const files = new CrashFiles();
    const live = liveRunOn(busyRequest({ onSlice: (count) => void (count === 11 && live.ask('stop')) }), files);
    const { result } = await live.execute();
    expect(result.status).toBe('interrupted');
    expect(await runLiveOn(busyRequest(), new CrashFiles(Infinity, files.left))).toEqual(undisturbed);
  });
});

describe('a restart refuses, without effect on the broker,', () => {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

  async function cut(share: number): Promise<CrashFiles['left']> {
    const files = new CrashFiles(whole.written * share);
    await runLiveOn(busyRequest(), files).catch(() => {});
    return files.left;
  }

  /** The code of the fault, and whether the account is unchanged. */
  async function refusal(left: CrashFiles['left'], wish: BusyWish = {}): Promise<unknown> {
    const files = new CrashFiles(Infinity, left);
    const code = await runLiveOn(busyRequest(wish), files).catch((error: EngineError) => error.code);
    return { code, isUntouched: text(left.account).startsWith(text(files.left.account)) };
  }

  it('other code', async () => {
    const outcome = await refusal(await cut(0.7), { units: 41 });
    expect(outcome).toEqual({ code: 'LIVE_REPLAY_DIFFERS', isUntouched: true });
  });

  it('other data', async () => {
    const outcome = await refusal(whole.left, { lastCloseMoved: 0.01 });
    expect(outcome).toEqual({ code: 'LIVE_REPLAY_DIFFERS', isUntouched: true });
  });

  it('a journal older than the account', async () => {
    const [{ journal }, { account }] = [await cut(0.3), await cut(0.7)];
    expect(await refusal({ journal, account })).toEqual({ code: 'LIVE_UNKNOWN_ORDER', isUntouched: true });
  });

  it('an account older than the journal, or none', async () => {
    const [{ account }, { journal }] = [await cut(0.3), await cut(0.7)];
    expect(await refusal({ journal, account })).toEqual({ code: 'LIVE_ORDER_MISSING', isUntouched: true });
    expect(await refusal({ journal, account: new Uint8Array() })).toMatchObject({ code: 'LIVE_ORDER_MISSING' });
  });

  it('a journal with damage before its end', async () => {
    const { journal, account } = await cut(0.7);
    const damaged = journal.slice();
    damaged[Math.floor(journal.length / 2)] ^= 1;
    const outcome = await refusal({ journal: damaged, account });
    expect(outcome).toEqual({ code: 'LIVE_LOG_DAMAGED', isUntouched: true });
  });
});

describe('a full disk', () => {
  it('stops the run for either file, and the run resumes when there is space', async () => {
    for (let room = 600; room < whole.left.journal.length; room += 1709) {
      for (const full of ['journal', 'account'] as const) {
        const files = { journal: new MemoryLogFile(), account: new MemoryLogFile() };
        files[full].capacity = room;
        const outcome = runLiveOn(busyRequest(), files);
        if (full === 'account' && room >= whole.left.account.length) continue;
        await expect(outcome).rejects.toMatchObject({ code: 'LIVE_LOG_DISK_FULL' });
        files[full].capacity = Infinity;
        expect(await runLiveOn(busyRequest(), files)).toEqual(undisturbed);
      }
    }
  });

  it('also ends a strategy that catches every fault, and no more orders are sent', async () => {
    class Stubborn extends Algorithm {
      private readonly traded = this.addEquity('AAA', Resolution.Minute);
      override onData(): void {
        try {
          this.marketOrder(this.traded, 1);
        } catch {
          // it ignores every fault
        }
      }
    }
    const files = { journal: new MemoryLogFile(), account: new MemoryLogFile() };
    files.journal.capacity = 3_000;
    const request = { ...busyRequest(), createAlgorithm: (host: AlgorithmHost) => new Stubborn(host) };
    await expect(runLiveOn(request, files)).rejects.toMatchObject({ code: 'LIVE_LOG_DISK_FULL' });
    const placed = (bytes: Uint8Array, word: string): number =>
      Buffer.from(bytes).toString('latin1').split(word).length - 1;
    const journalled = placed(files.journal.bytes, '"type":"place"');
    expect(journalled).toBeGreaterThan(0);
    expect(placed(files.account.bytes, '"number":1,')).toBeLessThanOrEqual(journalled);
  });
});
