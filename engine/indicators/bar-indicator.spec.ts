import { describe, expect, it } from 'vitest';
import { IndicatorInput } from './indicator-base.ts';
import { OnBalanceVolume } from './on-balance-volume.ts';
import { TrueRange } from './true-range.ts';

describe('BarIndicator', () => {
  it('reports whether it needs a volume', () => {
    expect(new TrueRange().inputKind).toBe(IndicatorInput.Bar);
    expect(new OnBalanceVolume().inputKind).toBe(IndicatorInput.TradeBar);
  });

  it('accepts bars without volume, such as quote bars, by both names of the method', () => {
    const indicator = new TrueRange();
    expect(indicator.update({ endTime: 1, value: 2, open: 2, high: 3, low: 1, close: 2 })).toBe(false);
    expect(indicator.updateFrom({ endTime: 2, value: 3, open: 2, high: 3, low: 2, close: 3 })).toBe(true);
    expect(indicator.value).toBe(1);
  });
});
