import type { WallClock } from './instants.ts';

/** How long an order stays good: until it is cancelled, for the day, or until a date. */
export const TimeInForceKind = {
  GoodTilCanceled: 'GoodTilCanceled',
  Day: 'Day',
  GoodTilDate: 'GoodTilDate',
} as const;
export type TimeInForceKind = (typeof TimeInForceKind)[keyof typeof TimeInForceKind];

/** The life of an order (LEAN's Common/Orders/TimeInForce.cs). Build one by its static members. */
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

/** What may be said about an order beside its prices. */
export interface OrderProperties {
  readonly timeInForce: TimeInForce;
  /** Asks the broker to fill outside regular hours too; simulated fills follow the subscription's hours. */
  readonly outsideRegularTradingHours?: boolean;
  /** Crypto: never take, only make (decides between maker's and taker's fee). */
  readonly postOnly?: boolean;
  /** What else the broker's own orders say, by the broker's names; kept with the order and part of the order list hash. */
  readonly brokerFields?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The properties of an order that says nothing special. */
export const DEFAULT_ORDER_PROPERTIES: OrderProperties = { timeInForce: TimeInForce.goodTilCanceled };
