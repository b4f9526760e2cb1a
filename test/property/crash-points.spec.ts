import { runBacktest } from '../../engine/runtime/backtest.ts';
import { describe, expect, it } from 'vitest';
import { busyRequest } from './busy-trader.ts';
import { CrashFiles } from './crash-files.ts';
import { type Answers, answersOf, runLiveOn } from './live-bench.ts';

/** Bytes between simulated crashes, in addition to those at the end of every write. */
const STRIDE = 331;

const undisturbed = answersOf(await runBacktest(busyRequest()));

async function crashed(files: CrashFiles): Promise<Answers | undefined> {
  try {
    return await runLiveOn(busyRequest(), files);
  } catch (error) {
    if (!files.hasCrashed) throw error;
    return undefined;
  }
}

describe('a paper run', () => {
  it('gives the results of the backtest', async () => {
    expect(undisturbed.orders).toBeGreaterThan(50);
    expect(await runLiveOn(busyRequest(), new CrashFiles())).toEqual(undisturbed);
  });

  it('gives the same results after a crash at or within any write and a restart', async () => {
    const whole = new CrashFiles();
    await runLiveOn(busyRequest(), whole);
    const strides = Array.from({ length: Math.floor(whole.written / STRIDE) }, (_, index) => (index + 1) * STRIDE);
    const points = [...new Set([...whole.ends, ...strides])].filter((point) => point < whole.written);
    const failed: string[] = [];
    for (const point of points) {
      const files = new CrashFiles(point);
      expect(await crashed(files)).toBeUndefined();
      const answers = await runLiveOn(busyRequest(), new CrashFiles(Infinity, files.left)).catch(String);
      if (JSON.stringify(answers) !== JSON.stringify(undisturbed)) failed.push(`${point}: ${JSON.stringify(answers)}`);
    }
    expect(points.length).toBeGreaterThan(500);
    expect(failed).toEqual([]);
  });
});
