import { createHash } from 'node:crypto';

/** An asset that the peer trades. */
export interface PeerAsset {
  readonly symbol: string;
  readonly class: 'us_equity' | 'crypto';
  readonly isTradable: boolean;
  readonly isFractionable: boolean;
  readonly isShortable: boolean;
}

/** A stock that may be sold short and traded in fractions, unless said otherwise. */
export function stock(symbol: string, wishes: Partial<PeerAsset> = {}): PeerAsset {
  return { symbol, class: 'us_equity', isTradable: true, isFractionable: true, isShortable: true, ...wishes };
}

/** A pair of crypto, such as `BTC/USD`. */
export function crypto(symbol: string): PeerAsset {
  return { symbol, class: 'crypto', isTradable: true, isFractionable: true, isShortable: false };
}

/** A UUID that is the same for the same name, so that a peer which starts again has the same ids. */
export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const assetIdOf = (symbol: string): string => uuidOf(`asset ${symbol}`);

/** The asset as `/v2/assets` answers it. */
export function assetJson(asset: PeerAsset): Record<string, unknown> {
  const isCrypto = asset.class === 'crypto';
  return {
    id: assetIdOf(asset.symbol),
    class: asset.class,
    // the enumeration of the document has no exchange for crypto
    exchange: 'NASDAQ',
    symbol: asset.symbol,
    name: `${asset.symbol} of the test market`,
    status: asset.isTradable ? 'active' : 'inactive',
    tradable: asset.isTradable,
    marginable: !isCrypto,
    shortable: asset.isShortable,
    easy_to_borrow: asset.isShortable,
    borrow_status: asset.isShortable ? 'easy_to_borrow' : 'hard_to_borrow',
    fractionable: asset.isFractionable,
    maintenance_margin_requirement: isCrypto ? 100 : 30,
    margin_requirement_long: isCrypto ? '100' : '30',
    margin_requirement_short: isCrypto ? '100' : '30',
    attributes: [],
    ...(isCrypto ? { min_order_size: '0.0001', min_trade_increment: '0.000000001', price_increment: '0.01' } : {}),
  };
}
