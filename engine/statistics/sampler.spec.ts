import { describe, expect, it } from 'vitest';
import { Decimal } from '../model/decimal.ts';
import type { SampleColumn } from './sample-column.ts';
import { PortfolioSampler } from './sampler.ts';
import type { DailySample, SampledValue } from './sampler.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = Date.UTC(2020, 0, 1);
/** The algorithm's time zone is five hours behind UTC. */
const MIDNIGHT = START + 5 * 60 * MINUTE;
const CASH = Decimal.parse('100000.00');

function sampled(exact: Decimal): SampledValue {
  return { number: exact.toNumber(), exact };
}

function samplerOf(days: number, isWarmingUp = false): PortfolioSampler {
  return new PortfolioSampler({ startDate: START, endDate: START + (days - 1) * DAY }, CASH, isWarmingUp);
}

function daily(utc: number, value: number, saleVolume = 0): DailySample {
  return {
    utc,
    localTime: utc - MIDNIGHT + START,
    portfolioValue: sampled(Decimal.of(value)),
    benchmarkValue: sampled(Decimal.parse('144.77307790400')),
    totalSaleVolume: Decimal.of(saleVolume),
  };
}

function textsOf(column: SampleColumn): string[] {
  return Array.from({ length: column.length }, (_, index) => column.decimal(index).toString());
}

/** Number of minutes sampled in the first two hours of a run. */
function samplesInTwoHours(days: number): number[] {
  const sampler = samplerOf(days);
  for (let minute = 0; minute < 120; minute++) {
    const utc = MIDNIGHT + minute * MINUTE;
    if (sampler.isDue(utc)) sampler.sampleEquity(utc, sampled(CASH));
  }
  return Array.from(sampler.equity.timesUtc, (utc) => (utc - MIDNIGHT) / MINUTE);
}

describe('PortfolioSampler', () => {
  it('samples short runs after more than four minutes', () => {
    expect(samplesInTwoHours(5).slice(0, 4)).toEqual([0, 5, 10, 15]);
  });

  it('spreads 4000 samples over long runs, whose last day ends one tick early', () => {
    expect(samplesInTwoHours(365)).toEqual([0]);
    // 25 days / 4000 is 9 minutes minus a tick, so the ninth minute is due.
    expect(samplesInTwoHours(25).slice(0, 3)).toEqual([0, 9, 18]);
    // 24 days / 4000 is 8.64 minutes.
    expect(samplesInTwoHours(24).slice(0, 3)).toEqual([0, 9, 18]);
    // 26 days / 4000 is 9.36 minutes.
    expect(samplesInTwoHours(26).slice(0, 3)).toEqual([0, 10, 20]);
  });

  it('keeps only later equity points, rounded like candles', () => {
    const sampler = samplerOf(5);
    sampler.sampleEquity(MIDNIGHT, sampled(Decimal.parse('104486.22345678')));
    sampler.sampleEquity(MIDNIGHT, sampled(CASH));
    sampler.sampleEquity(MIDNIGHT + 1, sampled(Decimal.parse('999.123456')));
    expect(textsOf(sampler.equity)).toEqual(['104486.2235', '999.1235']);
  });

  it('computes performance from sample to sample', () => {
    const sampler = samplerOf(5);
    sampler.sampleDaily(daily(MIDNIGHT, 100_000));
    sampler.sampleDaily(daily(MIDNIGHT + DAY, 101_000));
    sampler.sampleDaily(daily(MIDNIGHT + 2 * DAY, 99_000));
    expect(textsOf(sampler.performance)).toEqual(['0', '1', '-1.980198']);
    expect(textsOf(sampler.benchmark)).toEqual(['144.7731', '144.7731', '144.7731']);
  });

  it('samples no turnover at the start, and replaces the first of two samples at one instant', () => {
    const sampler = samplerOf(5);
    sampler.sampleDaily(daily(MIDNIGHT, 100_000));
    sampler.sampleDaily(daily(MIDNIGHT + DAY, 100_000, 50_000));
    sampler.sampleDaily(daily(MIDNIGHT + 2 * DAY, 100_000, 60_000));
    sampler.sampleDaily(daily(MIDNIGHT + 2 * DAY, 100_000, 80_000));
    expect(textsOf(sampler.portfolioTurnover)).toEqual(['0.5', '0.1', '0.3']);
    expect(sampler.performance.timesUtc).toHaveLength(3);
  });

  it('keeps nothing during the warm-up, and then starts from the value at its end', () => {
    const sampler = samplerOf(5, true);
    expect(sampler.isDue(MIDNIGHT)).toBe(true);
    sampler.sampleEquity(MIDNIGHT, sampled(CASH));
    expect(sampler.isDue(MIDNIGHT + 4 * MINUTE)).toBe(false);
    sampler.sampleDaily(daily(MIDNIGHT, 100_000, 7));
    expect(sampler.equity.length + sampler.performance.length + sampler.portfolioTurnover.length).toBe(0);

    sampler.onWarmupFinished(Decimal.fromInteger(100_000));
    expect(sampler.startingPortfolioValue.toString()).toBe('100000.00');
    sampler.onWarmupFinished(Decimal.of(100_500));
    expect(sampler.startingPortfolioValue.toString()).toBe('100500');
    sampler.sampleDaily(daily(MIDNIGHT + DAY, 100_500));
    expect(textsOf(sampler.performance)).toEqual(['0']);
  });
});
