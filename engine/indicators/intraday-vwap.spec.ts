import { describe, expect, it } from 'vitest';
import { IntradayVwap, type FillableTradeBar } from './intraday-vwap.ts';
import { contractViolations } from './spec-support.ts';

describe('IntradayVwap', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new IntradayVwap())).toEqual([]);
  });

  const HOUR = 3_600_000;
  const bar = (hour: number, price: number, volume: number, isFillForward = false): FillableTradeBar => {
    return {
      endTime: hour * HOUR,
      value: price,
      open: price,
      high: price,
      low: price,
      close: price,
      volume,
      isFillForward,
    };
  };

  it('weights the prices of the day by volume and starts over on the next date', () => {
    const indicator = new IntradayVwap();
    const values = [bar(10, 4, 1), bar(11, 8, 3), bar(34, 20, 2)].map((each) => {
      indicator.updateFrom(each);
      return indicator.value;
    });
    expect(values).toEqual([4, 7, 20]);
  });

  it('is the price while there is no volume', () => {
    const indicator = new IntradayVwap();
    indicator.updateFrom(bar(10, 4, 0));
    expect(indicator).toMatchObject({ value: 4, isReady: false });
  });

  it('skips fill-forward bars and quotes', () => {
    const indicator = new IntradayVwap();
    indicator.updateFrom(bar(10, 4, 1));
    indicator.updateFrom(bar(11, 9, 1, true));
    indicator.updateFromTick({ endTime: 12 * HOUR, value: 9, quantity: 5, isQuote: true });
    expect(indicator).toMatchObject({ value: 4, samples: 3, time: 10 * HOUR });
    indicator.updateFromTick({ endTime: 12 * HOUR, value: 8, quantity: 3, isQuote: false });
    expect(indicator.value).toBe(7);
  });
});
