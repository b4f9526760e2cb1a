import { describe, expect, it } from 'vitest';
import { fitVolatility, Random } from '../../../quant/index.ts';
import { fitVolatilities } from './fit-volatilities.ts';

/** Returns whose volatility changes slowly. */
function returnsOf(seed: number): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length: 300 }, (_, day) => 0.01 * (1 + 0.5 * Math.sin(day / 40)) * random.normal());
}

describe('fitVolatilities', () => {
  it('gives what fitVolatility gives, in the order of the series, with reasons for those that fail', async () => {
    const series = [returnsOf(1), new Float64Array(300), returnsOf(2), returnsOf(3)];
    const fits = await fitVolatilities(series, { distribution: 'student-t' }, 2);
    expect(fits.map(({ status }) => status)).toEqual(['fitted', 'failed', 'fitted', 'fitted']);
    expect(fits[1]).toMatchObject({ code: 'constant-series' });
    const one = fitVolatility(series[2], { distribution: 'student-t' });
    expect(one.status === 'fitted' && fits[2].status === 'fitted' && fits[2].parameters).toEqual(
      one.status === 'fitted' && one.parameters,
    );
  });

  it('does nothing for no series', async () => {
    expect(await fitVolatilities([])).toEqual([]);
  });
});
