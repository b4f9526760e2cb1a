import { describe, expect, it } from 'vitest';
import { TickType } from '../../model/data-kinds.ts';
import { Decimal } from '../../model/decimal.ts';
import { Resolution } from '../../model/resolution.ts';
import { at, quoteColumns, tradeColumns } from '../../testkit/memory-columns.ts';
import { CorporateActions } from '../corporate-actions.ts';
import { feedRequest, walk } from '../../testkit/feed-rows.ts';
import { SubscriptionCursor } from './subscription-cursor.ts';

/** A 2:1 split in 2030 halves all earlier prices. */
const HALVED = new CorporateActions(
  [
    {
      date: Date.UTC(2029, 0, 1),
      priceFactor: Decimal.one,
      splitFactor: Decimal.parse('0.5'),
      referencePrice: Decimal.one,
    },
    { date: Date.UTC(2050, 11, 31), priceFactor: Decimal.one, splitFactor: Decimal.one, referencePrice: Decimal.zero },
  ],
  [],
);

describe('a repeated row', () => {
  it('has the prices of the trade bar before it, but no volume', () => {
    const columns = tradeColumns([[at('2024-03-04 15:58'), 3, 700]]);
    const request = feedRequest({
      resolution: Resolution.Minute,
      start: '2024-03-04',
      end: '2024-03-04 23:59',
      chunks: [columns],
    });
    const [real, filled] = walk(new SubscriptionCursor(request)).map(({ values }) => values.slice(0, 5));
    expect(real).toEqual([3, 3, 3, 3, 700]);
    expect(filled).toEqual([3, 3, 3, 3, 0]);
  });

  it('has no volume with adjusted prices, either', () => {
    const request = feedRequest({
      resolution: Resolution.Daily,
      start: '2024-03-04',
      end: '2024-03-06',
      chunks: [tradeColumns([[at('2024-03-04'), 10, 700]])],
      actions: HALVED,
    });
    expect(walk(new SubscriptionCursor(request)).map(({ values }) => values.slice(3, 5))).toEqual([
      [5, 1400],
      [5, 0],
    ]);
  });

  it('has both sides of the quote bar before it, including sizes', () => {
    const request = feedRequest({
      resolution: Resolution.Minute,
      start: '2024-03-04',
      end: '2024-03-04 23:59',
      chunks: [quoteColumns([[at('2024-03-04 15:58'), 3, 4]])],
      config: { tickType: TickType.Quote },
    });
    const [real, filled] = walk(new SubscriptionCursor(request));
    expect(filled.values).toEqual([3, 3, 3, 3, 10, 4, 4, 4, 4, 20]);
    expect(filled.values).toEqual(real.values);
  });
});
