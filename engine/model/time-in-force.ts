import type { WallClock } from './instants.ts';

/** How long an order stays active: until it is cancelled, for the day, or until a date. */
export const TimeInForceKind = {
  GoodTilCanceled: 'GoodTilCanceled',
  Day: 'Day',
  GoodTilDate: 'GoodTilDate',
} as const;
export type TimeInForceKind = (typeof TimeInForceKind)[keyof typeof TimeInForceKind];

/** How long an order stays active (LEAN's Common/Orders/TimeInForce.cs). Create one by its static members. */
export class TimeInForce {
  readonly kind: TimeInForceKind;
  /** Wall-clock milliseconds of the exchange's zone; NaN unless the order is good until a date. */
  readonly expiry: number;

  private constructor(kind: TimeInForceKind, expiry: number) {
    this.kind = kind;
    this.expiry = expiry;
  }

  static readonly goodTilCanceled = new TimeInForce(TimeInForceKind.GoodTilCanceled, NaN);
  /** Equities: until that day's last regular close; forex and CFD: 17:00 New York; crypto: midnight of its zone. */
  static readonly day = new TimeInForce(TimeInForceKind.Day, NaN);

  /**
   * Good until `expiry`, wall-clock milliseconds of the exchange's zone: a date alone (midnight) means the end of its trading day, a
   * date with a time of day that moment.
   */
  static goodTilDate(expiry: WallClock): TimeInForce {
    return new TimeInForce(TimeInForceKind.GoodTilDate, expiry);
  }
}

/** Optional properties of an order in addition to its prices. */
export interface OrderProperties {
  readonly timeInForce: TimeInForce;
  /** Allows the broker to fill outside of regular hours; simulated fills follow the subscription's hours. */
  readonly outsideRegularTradingHours?: boolean;
  /** Crypto: post-only, the order never takes liquidity (determines maker or taker fee). */
  readonly postOnly?: boolean;
  /** Further broker-specific fields by the broker's names; stored with the order and part of the order list hash. */
  readonly brokerFields?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The default properties of an order. */
export const DEFAULT_ORDER_PROPERTIES: OrderProperties = { timeInForce: TimeInForce.goodTilCanceled };
