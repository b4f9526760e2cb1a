/**
 * One measurement in a separate process: node test/bench/measure.ts MODE [CASE] [RUNS]
 * MODE is rate, memory, sweep, collections or order-bytes. The last line of its output is the measurement as JSON.
 */
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BacktestResult } from 'tradewright';
import { CASES, manyOrders, type PreparedCase, watch } from './cases.ts';
import type {
  Check,
  CollectionMeasurement,
  MemoryMeasurement,
  OrderBytesMeasurement,
  RateMeasurement,
  Timing,
} from './results.ts';
import { benchBacktest } from './run.ts';
import { measureSweep } from './sweep.ts';

/**
 * Short runs are repeated for this many milliseconds, so that the median is that of compiled code, up to a maximum
 * number.
 */
const LONG_ENOUGH = 5000;
const MOST_RUNS = 25;

/** The median; of an even number of values the upper one. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function timing(runs: readonly number[]): Timing {
  return { first: runs[0], median: median(runs.slice(1)), runs };
}

/** Seconds from the first bar to the finished statistics. */
function secondsOf({ timings }: BacktestResult): number {
  return (timings.run + timings.statistics) / 1000;
}

/** Measures engine and bare loop in turn, so that other load of the machine affects both equally. */
async function measureRate(prepared: PreparedCase, runs: number): Promise<RateMeasurement> {
  const { bare } = prepared;
  const engineRuns: number[] = [];
  const bareRuns: number[] = [];
  const checks: Check[] = [];
  let result: BacktestResult | undefined;
  const until = performance.now() + LONG_ENOUGH;
  for (let run = 0; run <= runs || (run <= MOST_RUNS && performance.now() < until); run++) {
    result = undefined;
    result = await benchBacktest(prepared);
    engineRuns.push(secondsOf(result));
    if (bare === undefined) continue;
    const started = performance.now();
    const outcome = bare();
    bareRuns.push((performance.now() - started) / 1000);
    if (run === 0) checks.push(...outcome.map((check) => ({ ...check, what: `bare ${check.what}` })));
  }
  checks.unshift(...prepared.checks(result!));
  return {
    units: prepared.units,
    engine: timing(engineRuns),
    bare: bareRuns.length > 0 ? timing(bareRuns) : undefined,
    load: result!.timings.load / 1000,
    statistics: result!.timings.statistics / 1000,
    checks,
  };
}

async function measureMemory(prepared: PreparedCase): Promise<MemoryMeasurement> {
  const loaded = process.memoryUsage.rss();
  await benchBacktest(prepared);
  return { peak: process.resourceUsage().maxRSS * 1024, loaded };
}

async function measureCollections(): Promise<CollectionMeasurement> {
  const prepared = watch();
  const seen = { scavenges: 0, markCompacts: 0, others: 0 };
  let from = Infinity;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.startTime < from) continue;
      const { kind } = (entry as PerformanceEntry & { readonly detail: { readonly kind: number } }).detail;
      if (kind === constants.NODE_PERFORMANCE_GC_MINOR) seen.scavenges++;
      else if (kind === constants.NODE_PERFORMANCE_GC_MAJOR) seen.markCompacts++;
      else seen.others++;
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  // garbage of the loading is not part of the run
  globalThis.gc?.();
  await sleep(50);
  from = performance.now();
  await benchBacktest(prepared);
  await sleep(50);
  observer.disconnect();
  return { bars: prepared.units, ...seen };
}

/** Bytes of objects and of the buffers of typed arrays. */
function memoryInUse(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Bytes that a finished run retains after a garbage collection. */
async function heapKept(prepared: PreparedCase): Promise<number> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('Start this measurement with --expose-gc.');
  gc();
  const before = memoryInUse();
  const result = await benchBacktest(prepared);
  gc();
  const kept = memoryInUse() - before;
  return result.status === 'completed' ? kept : NaN;
}

async function measureOrderBytes(): Promise<OrderBytesMeasurement> {
  const { orders, trading, watching } = manyOrders();
  // the first runs create compiled code and tables, which are also retained
  await heapKept(watching);
  await heapKept(trading);
  const without = await heapKept(watching);
  return { orders, bytesPerOrder: Math.round(((await heapKept(trading)) - without) / orders) };
}

async function measure(mode: string, name: string, runs: number): Promise<object> {
  if (mode === 'collections') return measureCollections();
  if (mode === 'order-bytes') return measureOrderBytes();
  if (mode === 'sweep') return measureSweep(runs);
  const prepared = CASES[name].prepare();
  return mode === 'memory' ? measureMemory(prepared) : measureRate(prepared, runs);
}

const [mode, name = '', runs = '5'] = process.argv.slice(2);
if (mode !== undefined) console.log(JSON.stringify(await measure(mode, name, Number(runs))));
