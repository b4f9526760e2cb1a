import { describe, expect, it } from 'vitest';
import { TradeBar, type Tick } from '../../model/bars.ts';
import { RowKind } from '../../model/columns.ts';
import { IdentityDataConsolidator } from './identity-data-consolidator.ts';
import { at, collect, SPY, trade, tradeTick } from './spec-support.ts';

describe('IdentityDataConsolidator', () => {
  it('passes on the row itself, and only the first of bars with the same end', () => {
    const consolidator = new IdentityDataConsolidator<TradeBar>(RowKind.TradeBar);
    const bars = collect(consolidator);
    const first = trade(at(10), 1);
    consolidator.update(first);
    consolidator.update(trade(at(10), 2));
    consolidator.update(trade(at(10, 1), 3));
    expect(bars[0]).toBe(first);
    expect(bars.map(({ close }) => close)).toEqual([1, 3]);
    expect(consolidator).toMatchObject({
      inputKind: RowKind.TradeBar,
      outputKind: RowKind.TradeBar,
      nextScanTime: Infinity,
    });
  });

  it('passes on all ticks of one instant', () => {
    const consolidator = new IdentityDataConsolidator<Tick>();
    const ticks = collect(consolidator);
    consolidator.update(tradeTick(at(10), 1));
    consolidator.update(tradeTick(at(10), 2));
    expect(ticks).toHaveLength(2);
    expect(consolidator.inputKind).toBeUndefined();
  });

  it('keeps a copy of the last row after the cursor has advanced', () => {
    const consolidator = new IdentityDataConsolidator<TradeBar>();
    const seen: (number | undefined)[] = [];
    consolidator.onConsolidated(() => seen.push(consolidator.consolidated?.close));
    const cursor = new TradeBar(SPY);
    for (const minute of [0, 1, 2]) consolidator.update(Object.assign(cursor, trade(at(10, minute), minute)));
    expect(seen).toEqual([undefined, 0, 1]);
    expect(consolidator.workingBar?.close).toBe(2);
    consolidator.reset();
    expect(consolidator.workingBar).toBeUndefined();
    consolidator.update(cursor);
    expect(seen).toHaveLength(4);
  });
});
