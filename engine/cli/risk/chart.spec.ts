import { describe, expect, it } from 'vitest';
import { barChart, heatMap, lineChart } from './chart.ts';

describe('charts', () => {
  it('draw lines with gaps, and escape texts', () => {
    const svg = lineChart('a < b', [{ name: 'x & y', values: [1, NaN, 2, 3] }], ['from', 'to']);
    expect(svg).toContain('a &lt; b');
    expect(svg).toContain('x &amp; y');
    expect(svg.match(/d="([^"]*)"/)?.[1].match(/[ML]/g)).toEqual(['M', 'M', 'L']);
    expect(svg).not.toContain('NaN');
  });

  it('draw constant and missing values', () => {
    for (const values of [[5, 5], [NaN], []])
      expect(lineChart('flat', [{ name: 'x', values }], ['', ''])).not.toMatch(/NaN|Infinity/);
  });

  it('draw bars on both sides and every cell of a matrix', () => {
    const bars = [1, -2].map((value) => ({ name: 'x', value, text: String(value) }));
    expect(barChart('bars', bars).match(/<rect/g)).toHaveLength(3);
    expect(heatMap('map', ['A', 'B'], (row, column) => (row === column ? 1 : -0.5)).match(/<rect/g)).toHaveLength(5);
  });
});
