import { RowKind } from '../../model/columns.ts';
import type { ConsolidationPeriod } from './consolidation-period.ts';
import type { Consolidator } from './consolidator.ts';
import { IdentityDataConsolidator } from './identity-data-consolidator.ts';
import { QuoteBarConsolidator } from './quote-bar-consolidator.ts';
import { TickConsolidator } from './tick-consolidator.ts';
import { TickQuoteBarConsolidator } from './tick-quote-bar-consolidator.ts';
import { TradeBarConsolidator } from './trade-bar-consolidator.ts';

/**
 * The consolidator for rows of a kind (LEAN: QCAlgorithm.CreateConsolidator); a period of 0 passes rows on unchanged.
 */
export function createConsolidator(kind: RowKind, rule: ConsolidationPeriod): Consolidator {
  if (rule.period === 0 && rule.calendar === undefined && rule.count === undefined) {
    return new IdentityDataConsolidator(kind);
  }
  switch (kind) {
    case RowKind.TradeBar:
      return new TradeBarConsolidator(rule);
    case RowKind.QuoteBar:
      return new QuoteBarConsolidator(rule);
    case RowKind.TradeTick:
      return new TickConsolidator(rule);
    default:
      return new TickQuoteBarConsolidator(rule);
  }
}
