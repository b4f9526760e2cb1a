import { describe, expect, it } from 'vitest';
import { plottedCharts } from './plotted-charts.ts';

describe('plottedCharts', () => {
  it('groups points by chart and series in the order of first points', () => {
    const points = [
      { chart: 'B', series: 'y', time: 1, value: 5 },
      { chart: 'A', series: 'x', time: 1, value: 6 },
      { chart: 'B', series: 'x', time: 2, value: 7 },
      { chart: 'B', series: 'y', time: 2, value: 8 },
    ];
    expect(plottedCharts(points)).toEqual({
      charts: [
        {
          name: 'B',
          series: [
            { name: 'y', time: [1, 2], value: [5, 8] },
            { name: 'x', time: [2], value: [7] },
          ],
          left: 0,
        },
        { name: 'A', series: [{ name: 'x', time: [1], value: [6] }], left: 0 },
      ],
      left: 0,
      points: 4,
    });
  });

  it('ignores values that are not numbers, and keeps the last value of an instant', () => {
    const point = { chart: 'A', series: 'x', time: 1 };
    const stored = { ...point, value: null as unknown as number };
    const points = [stored, { ...point, value: NaN }, { ...point, value: 3 }, { ...point, value: 4 }];
    expect(plottedCharts(points).charts[0].series).toEqual([{ name: 'x', time: [1], value: [4] }]);
    expect(plottedCharts([stored])).toEqual({ charts: [], left: 0, points: 0 });
  });

  it('downsamples long series and keeps their extremes and their last point', () => {
    const points = Array.from({ length: 100_000 }, (_, index) => ({
      chart: 'A',
      series: 'x',
      time: index,
      value: index === 54_321 ? 99 : index === 12_345 ? -99 : Math.sin(index),
    }));
    const [{ time, value }] = plottedCharts(points).charts[0].series;
    expect(time.length).toBeLessThanOrEqual(3000);
    expect(time.length).toBeGreaterThan(2000);
    expect([value[time.indexOf(54_321)], value[time.indexOf(12_345)], time.at(-1)]).toEqual([99, -99, 99_999]);
    expect(time).toEqual(time.toSorted((one, other) => one - other));
  });

  it('shows at most twelve charts of eight series, and counts the others', () => {
    const names = Array.from({ length: 20 }, (_, index) => String(index));
    const points = names.flatMap((chart) =>
      names.flatMap((series) => Array.from({ length: 300 }, (_, time) => ({ chart, series, time, value: time }))),
    );
    const { charts, left, points: shown } = plottedCharts(points);
    expect([charts.length, left, charts[0].series.length, charts[0].left]).toEqual([12, 8, 8, 12]);
    expect(shown).toBeLessThanOrEqual(16_000);
  });
});
