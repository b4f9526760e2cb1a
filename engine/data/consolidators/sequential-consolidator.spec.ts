import { describe, expect, it } from 'vitest';
import { RowKind } from '../../model/columns.ts';
import { MINUTE } from '../time/calendar-math.ts';
import { CONSOLIDATOR_ERRORS } from './errors.ts';
import { IdentityDataConsolidator } from './identity-data-consolidator.ts';
import { QuoteBarConsolidator } from './quote-bar-consolidator.ts';
import { SequentialConsolidator } from './sequential-consolidator.ts';
import { at, collect, figures, trade } from './spec-support.ts';
import { TradeBarConsolidator } from './trade-bar-consolidator.ts';

describe('SequentialConsolidator', () => {
  it('consolidates the bars of the first consolidator', () => {
    const sequence = new SequentialConsolidator(
      new TradeBarConsolidator({ period: 2 * MINUTE }),
      new TradeBarConsolidator({ count: 2 }),
    );
    const bars = collect(sequence);
    for (const minute of [0, 1, 2, 3]) sequence.update(trade(at(10, minute), minute));
    expect(sequence.workingBar?.close).toBe(1);
    expect(sequence).toMatchObject({
      inputKind: RowKind.TradeBar,
      outputKind: RowKind.TradeBar,
      nextScanTime: at(10, 4),
    });
    sequence.scan(at(10, 4));
    expect(bars.map(figures)).toEqual([[at(10, 0), at(10, 4), 0, 3, 0, 3, 4]]);
    expect(sequence).toMatchObject({ consolidated: bars[0], nextScanTime: Infinity });
    sequence.reset();
    expect(sequence).toMatchObject({ consolidated: undefined, workingBar: undefined });
  });

  it('rejects two consolidators that do not fit', () => {
    const make = (): unknown =>
      new SequentialConsolidator(new QuoteBarConsolidator({ count: 1 }), new TradeBarConsolidator({ count: 1 }));
    expect(make).toThrow(expect.objectContaining({ descriptor: CONSOLIDATOR_ERRORS.INPUT_MISMATCH }));
  });

  it('reports its output kind when the second consolidator accepts any rows', () => {
    const sequence = new SequentialConsolidator(new TradeBarConsolidator({ count: 1 }), new IdentityDataConsolidator());
    expect(sequence.outputKind).toBe(RowKind.TradeBar);
  });
});
