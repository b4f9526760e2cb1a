import { describe, expect, it } from 'vitest';
import { RowKind } from '../../model/columns.ts';
import { HOUR } from '../time/calendar-math.ts';
import { createConsolidator } from './create-consolidator.ts';
import { IdentityDataConsolidator } from './identity-data-consolidator.ts';
import { QuoteBarConsolidator } from './quote-bar-consolidator.ts';
import { TickConsolidator } from './tick-consolidator.ts';
import { TickQuoteBarConsolidator } from './tick-quote-bar-consolidator.ts';
import { TradeBarConsolidator } from './trade-bar-consolidator.ts';

describe('createConsolidator', () => {
  it.each([
    [RowKind.TradeBar, TradeBarConsolidator],
    [RowKind.QuoteBar, QuoteBarConsolidator],
    [RowKind.TradeTick, TickConsolidator],
    [RowKind.QuoteTick, TickQuoteBarConsolidator],
  ])('creates the consolidator for rows of kind %i', (kind, type) => {
    const consolidator = createConsolidator(kind, { period: HOUR });
    expect(consolidator).toBeInstanceOf(type);
    expect(consolidator.inputKind).toBe(kind);
    expect(createConsolidator(kind, { period: 0 })).toBeInstanceOf(IdentityDataConsolidator);
  });
});
