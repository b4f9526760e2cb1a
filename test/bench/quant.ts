/**
 * Mathematics compared with reference implementations: node test/bench/quant.ts [RUNS]
 * The last line of its output is the list of measurements as JSON. The Python reference runs if PYTHON, or `python3`,
 * has the package arch.
 */
import { spawnSync } from 'node:child_process';
import { filterVolatility, fitVolatility, Matrix, PortfolioRisk, Random } from 'tradewright/quant';
import type { QuantMeasurement, Timing } from './results.ts';

const OBSERVATIONS = 2000;
const POSITIONS = 100;
const SCENARIOS = 1000;
/** Number of repetitions per run of measurements that take microseconds. */
const INNER_RUNS = 200;
/** Factor of the number of runs for fits of a few milliseconds, whose times vary. */
const REPEATS = 10;

const ARCH = `
import json, sys, time
from arch import arch_model
import numpy as np
returns, runs = json.load(sys.stdin)
returns = np.array(returns)
times = []
for _ in range(runs):
    started = time.perf_counter()
    arch_model(returns, rescale=False).fit(disp="off")
    times.append(1000 * (time.perf_counter() - started))
print(json.dumps(times))
`;

/** A GARCH(1,1) with the persistence of daily stock returns. */
function simulatedReturns(): Float64Array {
  const random = new Random(1);
  const { filter } = filterVolatility(Float64Array.of(0), [0, 0.05, 0.1, 0.85], { start: 1 });
  return Float64Array.from({ length: OBSERVATIONS }, () => {
    const value = filter.nextVolatility * random.normal();
    filter.update(value);
    return value;
  });
}

function timing(runs: readonly number[]): Timing {
  return { first: runs[0], median: runs.toSorted((a, b) => a - b)[runs.length >> 1], runs };
}

function timed(runs: number, run: () => void): Timing {
  return timing(
    Array.from({ length: runs }, () => {
      const started = performance.now();
      run();
      return performance.now() - started;
    }),
  );
}

function archTiming(returns: Float64Array, runs: number): Timing | undefined {
  const { status, stdout } = spawnSync(process.env['PYTHON'] ?? 'python3', ['-c', ARCH], {
    input: JSON.stringify([[...returns], runs]),
    encoding: 'utf8',
  });
  return status === 0 ? timing(JSON.parse(stdout) as number[]) : undefined;
}

function measureGarch(runs: number): QuantMeasurement {
  const returns = simulatedReturns();
  return {
    title: `GARCH(1,1) fit of ${OBSERVATIONS} observations, default options`,
    ours: timed(runs, () => void fitVolatility(returns)),
    referenceName: 'arch (Python)',
    reference: archTiming(returns, runs),
  };
}

function perCall({ first, median, runs }: Timing): Timing {
  return { first: first / INNER_RUNS, median: median / INNER_RUNS, runs: runs.map((time) => time / INNER_RUNS) };
}

/** The value at risk after a change of one position, compared with the product of all positions with all scenarios. */
function measurePortfolioRisk(runs: number): QuantMeasurement {
  const random = new Random(2);
  const size = POSITIONS * SCENARIOS;
  const scenarios = new Matrix(
    SCENARIOS,
    POSITIONS,
    Float64Array.from({ length: size }, () => 0.01 * random.normal()),
  );
  const values = Float64Array.from({ length: POSITIONS }, () => 1000 * random.normal());
  const portfolio = new PortfolioRisk(scenarios, 0.99, values);
  let sink = 0;
  const ours = timed(runs, () => {
    for (let i = 0; i < INNER_RUNS; i++) {
      portfolio.set(i % POSITIONS, 10 * i);
      sink += portfolio.measure().valueAtRisk;
    }
  });
  const product = timed(runs, () => {
    for (let i = 0; i < INNER_RUNS; i++) {
      values[i % POSITIONS] = 10 * i;
      sink += scenarios.times(values)[0];
    }
  });
  if (!Number.isFinite(sink)) throw new Error('A measurement did not give a number.');
  return {
    title: `value at risk after a change, ${POSITIONS} positions, ${SCENARIOS} scenarios`,
    ours: perCall(ours),
    referenceName: 'bare matrix product',
    reference: perCall(product),
  };
}

if (process.argv[1] === import.meta.filename) {
  const runs = REPEATS * Number(process.argv[2] ?? 5);
  console.log(JSON.stringify([measureGarch(runs), measurePortfolioRisk(runs)]));
}
