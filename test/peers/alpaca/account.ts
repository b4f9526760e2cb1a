import { Decimal } from '../../../engine/model/decimal.ts';
import type { Book, BookPosition, Side } from '../book.ts';
import type { PeerMarket } from '../market.ts';
import { assetIdOf, type PeerAsset, uuidOf } from './assets.ts';

export interface AlpacaAccountParts {
  readonly book: Book;
  readonly market: PeerMarket;
  readonly assets: ReadonlyMap<string, PeerAsset>;
  readonly accountNumber: string;
  /** Shares that open orders of a side reserve. */
  readonly reserved: (symbol: string, side: Side) => Decimal;
  /** Money that open orders reserve. */
  readonly reservedCash: () => Decimal;
}

const money = (value: Decimal): string => value.round(2).toFixed(2);

/** The account: everything is computed from the book and the prices of the market. */
export class AlpacaAccount {
  readonly book: Book;
  /** Whether the broker stopped trading in the account. */
  isBlocked = false;
  /** How many dollars may be bought for one of equity. */
  multiplier = 2;
  private readonly parts: AlpacaAccountParts;

  constructor(parts: AlpacaAccountParts) {
    this.parts = parts;
    this.book = parts.book;
  }

  get equity(): Decimal {
    return this.book.positions.reduce((sum, position) => sum.add(this.valueOf(position)), this.book.cash);
  }

  get buyingPower(): Decimal {
    const exposure = this.book.positions.reduce((sum, position) => sum.add(this.valueOf(position).abs()), Decimal.zero);
    const free = this.equity.mul(Decimal.of(this.multiplier)).sub(exposure).sub(this.parts.reservedCash());
    return Decimal.max(Decimal.zero, free);
  }

  /** Crypto is bought with cash alone. */
  buyingPowerFor(asset: PeerAsset): Decimal {
    return asset.class === 'crypto' ? Decimal.max(Decimal.zero, this.book.cash) : this.buyingPower;
  }

  /** The part of a position that no open order would close. */
  availableOf(symbol: string): Decimal {
    const { quantity } = this.book.positionOf(symbol);
    return quantity.abs().sub(this.parts.reserved(symbol, quantity.sign > 0 ? 'sell' : 'buy'));
  }

  /** The answer of `/v2/account`: the fields for pattern day traders are gone since July 2026. */
  json(): Record<string, unknown> {
    const { book, equity, buyingPower } = this;
    const values = book.positions.map((position) => this.valueOf(position));
    const sum = (sign: number): Decimal =>
      values.filter((value) => value.sign === sign).reduce((total, value) => total.add(value), Decimal.zero);
    return {
      id: uuidOf(`account ${this.parts.accountNumber}`),
      account_number: this.parts.accountNumber,
      status: 'ACTIVE',
      crypto_status: 'ACTIVE',
      currency: 'USD',
      cash: money(book.cash),
      portfolio_value: money(equity),
      equity: money(equity),
      last_equity: money(equity),
      buying_power: money(buyingPower),
      regt_buying_power: money(buyingPower),
      non_marginable_buying_power: money(Decimal.max(Decimal.zero, book.cash)),
      long_market_value: money(sum(1)),
      short_market_value: money(sum(-1)),
      initial_margin: '0',
      maintenance_margin: '0',
      last_maintenance_margin: '0',
      multiplier: String(this.multiplier),
      shorting_enabled: true,
      trading_blocked: this.isBlocked,
      transfers_blocked: false,
      account_blocked: false,
      trade_suspended_by_user: false,
      created_at: '2024-01-02T15:00:00Z',
      accrued_fees: '0',
    };
  }

  /** The answer for one position. */
  positionJson(position: BookPosition): Record<string, unknown> {
    const { symbol, quantity, averagePrice } = position;
    const asset = this.parts.assets.get(symbol);
    const price = this.priceOf(position);
    const value = this.valueOf(position);
    const cost = averagePrice.mul(quantity);
    const profit = value.sub(cost);
    const ratio = cost.isZero ? Decimal.zero : profit.div(cost.abs()).round(6);
    return {
      asset_id: assetIdOf(symbol),
      symbol,
      exchange: 'NASDAQ',
      asset_class: asset?.class ?? 'us_equity',
      asset_marginable: asset?.class !== 'crypto',
      qty: quantity.normalize().toString(),
      qty_available: (quantity.sign < 0 ? this.availableOf(symbol).neg() : this.availableOf(symbol))
        .normalize()
        .toString(),
      side: quantity.sign > 0 ? 'long' : 'short',
      avg_entry_price: averagePrice.round(9).normalize().toString(),
      cost_basis: cost.round(9).normalize().toString(),
      market_value: value.round(9).normalize().toString(),
      unrealized_pl: profit.round(9).normalize().toString(),
      unrealized_plpc: ratio.toString(),
      unrealized_intraday_pl: profit.round(9).normalize().toString(),
      unrealized_intraday_plpc: ratio.toString(),
      current_price: price.toString(),
      lastday_price: price.toString(),
      change_today: '0',
    };
  }

  private priceOf({ symbol, averagePrice }: BookPosition): Decimal {
    return this.parts.market.lastTradeOf(symbol)?.price ?? averagePrice;
  }

  private valueOf(position: BookPosition): Decimal {
    return this.priceOf(position).mul(position.quantity);
  }
}
