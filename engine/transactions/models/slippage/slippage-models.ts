import type { OrderView } from '../../../api/order-view.ts';
import type { SecurityView } from '../../../api/security-view.ts';
import type { SlippageModel } from '../../../api/security-models.ts';
import { SecurityType } from '../../../model/security-type.ts';
import { Field } from '../../../model/market-fields.ts';

/** No slippage. */
export class NullSlippageModel implements SlippageModel {
  getSlippage(): number {
    return 0;
  }
}

/**
 * A fixed share of the newest price (LEAN's ConstantSlippageModel). For auction orders the newest price is that of the
 * bar on whose open they fill, known only at its end: LEAN's look-ahead bias, reproduced for equal results.
 */
export class ConstantSlippageModel implements SlippageModel {
  private readonly share: number;

  /** @param share 0.0001 is one basis point */
  constructor(share: number) {
    this.share = share;
  }

  getSlippage(security: SecurityView): number {
    const { price } = security.cache;
    return price === price ? price * this.share : 0;
  }
}

/**
 * The square of the order's share of the newest bar's volume, times the price impact (LEAN's VolumeShareSlippageModel).
 */
export class VolumeShareSlippageModel implements SlippageModel {
  private readonly volumeLimit: number;
  private readonly priceImpact: number;

  /** @param volumeLimit cap of the share of the volume */
  constructor(volumeLimit = 0.025, priceImpact = 0.1) {
    this.volumeLimit = volumeLimit;
    this.priceImpact = priceImpact;
  }

  getSlippage(security: SecurityView, order: OrderView): number {
    const { price } = security.cache;
    if (price !== price) return 0;
    const volume = newestVolume(security, order.quantity > 0);
    let share = this.volumeLimit;
    if (volume > 0) share = Math.min(order.absoluteQuantity / volume, share);
    else if (reportsNoVolume(security)) return 0;
    return share * share * this.priceImpact * price;
  }
}

/** Volume of the newest trade bar, or the ask size of a quote bar. */
function newestVolume(security: SecurityView, isBuy: boolean): number {
  const { cache } = security;
  const end = cache.get(Field.LastDataEnd);
  const isQuote = cache.get(Field.QuoteEnd) === end && security.symbol.securityType !== SecurityType.Equity;
  if (isQuote) return cache.get(isBuy ? Field.BidSize : Field.AskSize);
  return cache.get(Field.TradeEnd) === end ? cache.get(Field.TradeVolume) : cache.get(Field.Volume);
}

function reportsNoVolume(security: SecurityView): boolean {
  const type = security.symbol.securityType;
  return type === SecurityType.Forex || type === SecurityType.Cfd || type === SecurityType.Crypto;
}
