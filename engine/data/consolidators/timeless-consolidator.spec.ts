import { describe, expect, it } from 'vitest';
import type { TradeBar } from '../../model/bars.ts';
import { ClassicRenkoConsolidator } from './classic-renko-consolidator.ts';
import { at, quote, trade, tradeOf, tradeTick } from './spec-support.ts';

describe('TimelessConsolidator', () => {
  it('uses the value and the volume of any kind of row', () => {
    const consolidator = new ClassicRenkoConsolidator(10);
    consolidator.update(tradeOf(at(10), [1, 9, 1, 5, 100]));
    consolidator.update(tradeTick(at(10, 1), 6, 7));
    consolidator.update(quote(at(10, 2), 7, 9));
    expect(consolidator.workingBar).toMatchObject({ close: 8, volume: 107 });
  });

  it('uses other numbers by options', () => {
    const consolidator = new ClassicRenkoConsolidator(10, {
      selector: (data) => (data as TradeBar).high,
      volumeSelector: () => 3,
    });
    consolidator.update(tradeOf(at(10), [1, 9, 1, 5, 100]));
    consolidator.update(tradeOf(at(10, 1), [1, 12, 1, 5, 100]));
    expect(consolidator.workingBar).toMatchObject({ open: 10, close: 12, volume: 6 });
  });

  it('starts over after a reset, and never closes a bar by a scan', () => {
    const consolidator = new ClassicRenkoConsolidator(10);
    consolidator.update(trade(at(10), 5));
    consolidator.scan(at(23));
    consolidator.reset();
    expect(consolidator).toMatchObject({ workingBar: undefined, nextScanTime: Infinity });
  });
});
