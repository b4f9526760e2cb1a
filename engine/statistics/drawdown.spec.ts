import { describe, expect, it } from 'vitest';
import { Decimal } from '../model/decimal.ts';
import { drawdownMetrics } from './drawdown.ts';
import { SampleColumn } from './sample-column.ts';

const DAY = 86_400_000;

function metricsOf(...values: number[]): { drawdown: string; recoveryDays: number } {
  const times = values.map((_, index) => index * DAY * 1.5);
  const { drawdown, recoveryDays } = drawdownMetrics(
    SampleColumn.of(
      times,
      values.map((value) => Decimal.of(value)),
    ),
    3,
  );
  return { drawdown: drawdown.toString(), recoveryDays };
}

describe('drawdownMetrics', () => {
  it('finds the deepest drawdown and the longest recovery', () => {
    expect(metricsOf(100, 97, 96, 100, 110, 105, 110)).toEqual({ drawdown: '0.045', recoveryDays: 4 });
  });

  it('counts no recovery for a drawdown that lasts until the end', () => {
    expect(metricsOf(100, 110, 99)).toEqual({ drawdown: '0.1', recoveryDays: 0 });
  });

  it('rounds half to even', () => {
    expect(metricsOf(10000, 9975)).toEqual({ drawdown: '0.002', recoveryDays: 0 });
  });

  it('finds none in rising, single and worthless curves', () => {
    expect(metricsOf(100, 101, 101)).toEqual({ drawdown: '0', recoveryDays: 0 });
    expect(metricsOf(100)).toEqual({ drawdown: '0', recoveryDays: 0 });
    expect(metricsOf(0, 5, 4)).toEqual({ drawdown: '0', recoveryDays: 0 });
  });
});
