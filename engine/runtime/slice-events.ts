import type { WallClock } from '../model/instants.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';

/** A dividend, paid per share on the ex-date. */
export interface Dividend {
  readonly symbol: SecuritySymbol;
  readonly time: WallClock;
  /** Cash per share. */
  readonly distribution: number;
  readonly referencePrice: number;
}

/** A split; `factor` is old price over new (0.5 for 2:1). A warning precedes it by one trading day. */
export interface Split {
  readonly symbol: SecuritySymbol;
  readonly time: WallClock;
  readonly factor: number;
  readonly referencePrice: number;
  readonly isWarning: boolean;
}

export interface Delisting {
  readonly symbol: SecuritySymbol;
  readonly time: WallClock;
  readonly isWarning: boolean;
}

export interface SymbolChangedEvent {
  readonly symbol: SecuritySymbol;
  readonly time: WallClock;
  readonly oldTicker: string;
  readonly newTicker: string;
}
