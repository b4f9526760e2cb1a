import type { RunRecord } from '../../api/result-handler.ts';
import { pearsonCorrelation } from '../../../quant/index.ts';
import type { DailyReturns } from './equity-returns.ts';
import type { ReportTable } from './report-folder.ts';

/** A bar of the chart of stress. */
export interface StressBar {
  readonly name: string;
  /** Share of the portfolio; negative for a loss. */
  readonly value: number;
  readonly text: string;
}

interface StressInput extends DailyReturns {
  readonly record: RunRecord;
}

/** Falls of the S&P 500 from the highest to the lowest close. */
const EPISODES = [
  { name: '2000-2002, end of the technology bubble', from: '2000-03-24', to: '2002-10-09', market: -0.491 },
  { name: '2007-2009, financial crisis', from: '2007-10-09', to: '2009-03-09', market: -0.568 },
  { name: '2011, debt of states', from: '2011-04-29', to: '2011-10-03', market: -0.194 },
  { name: '2020, pandemic', from: '2020-02-19', to: '2020-03-23', market: -0.339 },
] as const;

const SHOCKS = [-0.4, -0.2, -0.1, 0.1, 0.2] as const;
const REVERSE = [0.1, 0.2, 0.5] as const;
const RECENT = 250;
/** Half of the spread in calm and in stress, as shares of the price. */
const HALF_SPREADS = { calm: 0.0005, stress: 0.005 } as const;

/** Replays, shocks, correlation and liquidity stress, and reverse stress of a run. */
export function stressTables(input: StressInput): { tables: ReportTable[]; bars: StressBar[] } {
  const beta = recentBeta(input);
  const replays = EPISODES.map((episode) => replay(input, episode, beta));
  const shocks = SHOCKS.map((shock) => ({ name: `benchmark ${percent(shock)}`, value: beta * shock }));
  const bars = [...replays, ...shocks]
    .filter(({ value }) => Number.isFinite(value))
    .map(({ name, value }) => ({ name: name.slice(0, 38), value, text: percent(value) }));
  return { bars, tables: [replayTable(replays), shockTable(shocks, beta), furtherTable(input), reverseTable(beta)] };
}

interface Replay {
  readonly name: string;
  readonly value: number;
  readonly source: string;
}

/** The run's own return where its days cover the episode; otherwise the market's fall times the beta. */
function replay(
  { times, returns }: DailyReturns,
  { name, from, to, market }: (typeof EPISODES)[number],
  beta: number,
): Replay {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  if (times.length > 0 && times[0] <= first && times[times.length - 1] >= last) {
    let value = 1;
    for (let i = 0; i < times.length; i++) if (times[i] > first && times[i] <= last) value *= 1 + returns[i];
    return { name, value: value - 1, source: "the run's own days" };
  }
  return { name, value: beta * market, source: `beta × the market's ${percent(market)}` };
}

function replayTable(replays: readonly Replay[]): ReportTable {
  return {
    title: 'Historical replays',
    note: 'Where the data do not reach, the fall of the market is scaled by the beta of the last days.',
    head: ['episode', 'result', 'from'],
    rows: replays.map(({ name, value, source }) => [name, percent(value), source]),
  };
}

function shockTable(shocks: readonly { readonly name: string; readonly value: number }[], beta: number): ReportTable {
  return {
    title: 'Shocks of the benchmark',
    note: `The beta of the last ${RECENT} days is ${Number.isNaN(beta) ? 'not known' : beta.toFixed(3)}.`,
    head: ['shock', 'result'],
    rows: shocks.map(({ name, value }) => [name, percent(value)]),
  };
}

/** All positions moving together, and closing everything at wide spreads. */
function furtherTable({ record }: StressInput): ReportTable {
  const { long, short, prices } = record.daily;
  const gross = (long.at(-1) ?? 0) - (short.at(-1) ?? 0);
  const deviations = prices
    .map(({ close }) => close.slice(-RECENT - 1))
    .filter((close) => close.length > 30)
    .map(dailyDeviation);
  const mean = deviations.reduce((sum, value) => sum + value, 0) / deviations.length;
  const together = deviations.length === 0 ? NaN : -3 * mean * gross;
  return {
    title: 'Correlation and liquidity',
    note: 'With all correlations at 1 the positions fall together. Closing costs half of the spread.',
    head: ['stress', 'result'],
    rows: [
      ['three standard deviations of a day, all correlations 1', percent(together)],
      [`closing everything at a spread of ${percent(2 * HALF_SPREADS.calm)}`, percent(-gross * HALF_SPREADS.calm)],
      [`closing everything at a spread of ${percent(2 * HALF_SPREADS.stress)}`, percent(-gross * HALF_SPREADS.stress)],
    ],
  };
}

function dailyDeviation(close: Float64Array): number {
  const returns = Array.from(close.slice(1), (price, i) => Math.log(price / close[i]));
  return Math.sqrt(returns.reduce((sum, value) => sum + value * value, 0) / returns.length);
}

/** How far the benchmark must move for the portfolio to lose a share. */
function reverseTable(beta: number): ReportTable {
  return {
    title: 'Reverse stress',
    head: ['loss of the portfolio', 'move of the benchmark that causes it'],
    rows: REVERSE.map((loss) => {
      const move = -loss / beta;
      return [percent(loss), !Number.isFinite(move) || move < -1 ? 'none: the position is too small' : percent(move)];
    }),
  };
}

/** Slope of the run's returns on the benchmark's over the last days; NaN without a benchmark. */
function recentBeta({ returns, benchmark }: DailyReturns): number {
  const pairs = Array.from(returns, (value, i) => [value, benchmark[i]] as const)
    .filter(([own, other]) => Number.isFinite(own) && Number.isFinite(other))
    .slice(-RECENT);
  if (pairs.length < 30) return NaN;
  const [own, other] = [0, 1].map((side) => Float64Array.from(pairs, (pair) => pair[side]));
  const correlation = pearsonCorrelation(own, other);
  const slope = (correlation * deviation(own)) / deviation(other);
  return Number.isNaN(slope) && deviation(own) === 0 ? 0 : slope;
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(2)} %` : 'not known';
}
