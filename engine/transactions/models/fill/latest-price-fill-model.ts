import type { SecurityView } from '../../../api/security-view.ts';
import { Field } from '../../../model/market-fields.ts';
import { ImmediateFillModel } from './immediate-fill-model.ts';
import {
  fillFromQuoteBar,
  fillFromSecurity,
  fillFromTick,
  fillFromTradeBar,
  newestTick,
  Rows,
  subscribedRows,
} from './market-view.ts';

/** Fills on whichever is newer, the trade bar or the quote bar (LEAN's LatestPriceFillModel). */
export class LatestPriceFillModel extends ImmediateFillModel {
  protected override findPrices(security: SecurityView, isBuy: boolean): boolean {
    const { cache } = security;
    const { prices } = this;
    if (subscribedRows(security, false) & Rows.Ticks) {
      const tick = newestTick(security);
      if (tick !== undefined && fillFromTick(tick, isBuy, prices)) return true;
    }
    if (cache.hasQuoteBar) {
      if (cache.get(Field.TradeEnd) > cache.get(Field.QuoteEnd)) return fillFromTradeBar(security, prices);
      if (fillFromQuoteBar(security, isBuy, prices)) return true;
    }
    return fillFromSecurity(security, prices);
  }
}
