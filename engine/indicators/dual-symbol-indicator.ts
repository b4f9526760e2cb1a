import { EngineError } from '../model/engine-error.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { BarIndicator } from './bar-indicator.ts';
import { INDICATOR_ERRORS } from './errors.ts';
import { type IndicatorBar } from './indicator-base.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** A bar with its symbol. */
export interface SymbolBar extends IndicatorBar {
  readonly symbol: SecuritySymbol;
  readonly time: number;
}

/** Converts wall-clock milliseconds of an exchange's time zone into UTC. Equal zones are the same object. */
export interface ZoneClock {
  toUtc(wallClock: number): number;
}

/** The time zones of two symbols. When a strategy names none, the engine supplies those of the exchanges. */
export interface DualSymbolZones {
  readonly target: ZoneClock;
  readonly reference: ZoneClock;
}

/** The last bar of one of the symbols. */
class Side {
  close = NaN;
  inputTime = NaN;
  /** End in UTC, rounded down to the resolution: last bars with equal ends form a pair. */
  instant = NaN;
  clock: ZoneClock | undefined;

  constructor(clock: ZoneClock | undefined) {
    this.clock = clock;
  }

  take(endTime: number, close: number, rounding: number): void {
    const utc = this.clock === undefined ? endTime : this.clock.toUtc(endTime);
    this.instant = rounding === 0 ? utc : Math.floor(utc / rounding) * rounding;
    this.inputTime = endTime;
    this.close = close;
  }

  clear(): void {
    this.close = NaN;
    this.inputTime = NaN;
    this.instant = NaN;
  }
}

/**
 * An indicator of the closes of two symbols, which computes when both have a bar of the same time
 * (LEAN: DualSymbolIndicator.cs, MultiSymbolIndicator.cs). Any other bar publishes the previous result again.
 */
export abstract class DualSymbolIndicator extends BarIndicator {
  readonly target: SecuritySymbol;
  readonly reference: SecuritySymbol;
  private readonly targetSide: Side;
  private readonly referenceSide: Side;
  /** One more bar of warm-up when the exchanges have different time zones. */
  protected zoneAllowance = 0;
  private rounding = 0;
  private result = 0;

  constructor(name: string, target: SecuritySymbol, reference: SecuritySymbol, zones?: DualSymbolZones) {
    super(name);
    this.target = target;
    this.reference = reference;
    this.targetSide = new Side(undefined);
    this.referenceSide = new Side(undefined);
    if (zones !== undefined) this.setZones(zones);
  }

  /** @internal Sets the zones of the exchanges unless the constructor got zones. Called before the first bar. */
  useZonesOf(zones: DualSymbolZones): void {
    if (this.targetSide.clock === undefined && this.samples === 0) this.setZones(zones);
  }

  private setZones({ target, reference }: DualSymbolZones): void {
    this.targetSide.clock = target;
    this.referenceSide.clock = reference;
    this.zoneAllowance = target === reference ? 0 : 1;
  }

  updateFrom(bar: SymbolBar): boolean {
    const side = this.sideOf(bar.symbol);
    const { endTime, close } = bar;
    if (close !== close || endTime < side.inputTime) return this.isReady;
    this.samples++;
    if (this.samples === 1) this.rounding = roundingOf(endTime - bar.time);
    side.take(endTime, close, this.rounding);
    const isPair = this.samples > 1 && this.targetSide.instant === this.referenceSide.instant;
    if (isPair) this.result = this.compute(this.targetSide.close, this.referenceSide.close);
    this.publish(bar, this.result);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.targetSide.clear();
    this.referenceSide.clear();
    this.result = 0;
  }

  /** Computes the indicator's value from a pair of closes of the same time. */
  protected abstract compute(targetClose: number, referenceClose: number): number;

  private sideOf(symbol: SecuritySymbol): Side {
    if (symbol === this.target || symbol.id === this.target.id) return this.targetSide;
    if (symbol === this.reference || symbol.id === this.reference.id) return this.referenceSide;
    throw new EngineError(
      INDICATOR_ERRORS.UNKNOWN_SYMBOL,
      `${this.name} works on ${this.target.key} and ${this.reference.key} but was fed a bar of ${symbol.key}. Register it for its own symbols only.`,
    );
  }
}

/** Bars longer than an hour are paired by day, shorter ones by hour or minute, and those below a minute by their exact end. */
function roundingOf(period: number): number {
  if (period > HOUR) return DAY;
  if (period === HOUR) return HOUR;
  return period >= MINUTE ? MINUTE : 0;
}
