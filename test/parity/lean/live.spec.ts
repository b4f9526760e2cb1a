import { type BacktestRequest } from '../../../engine/runtime/run-request.ts';
import { runBacktest } from '../../../engine/runtime/backtest.ts';
import { describe, expect, it } from 'vitest';
import { Pace } from '../../../engine/live/pace.ts';
import { CrashFiles } from '../../property/crash-files.ts';
import { answersOf, runLiveOn } from '../../property/live-bench.ts';
import { hasLeanData, LEAN_DATA } from '../lean-reference.ts';
import { PORTED_ALGORITHMS } from './index.ts';
import { portedRequest } from './runner.ts';

/** A pace that waits for every instant and every scheduled event, with a clock on which waits end immediately. */
function pacedWithoutWaiting(): Pace {
  let now = 0;
  return new Pace(1, () => (now += 1e12));
}

describe.runIf(hasLeanData)("LEAN's regression algorithms in live paper trading", () => {
  it.each(PORTED_ALGORITHMS)(
    '$name gives the results of its backtest, at any pace and after a replay',
    async (ported) => {
      const request = (): Promise<BacktestRequest> => portedRequest(ported, LEAN_DATA);
      const expected = answersOf(await runBacktest(await request()));
      const files = new CrashFiles();
      expect(await runLiveOn(await request(), files)).toEqual(expected);
      expect(await runLiveOn(await request(), new CrashFiles(Infinity, files.left))).toEqual(expected);
      expect(await runLiveOn(await request(), new CrashFiles(), pacedWithoutWaiting())).toEqual(expected);
    },
  );
});
