import type { BuiltInContract, ProviderFactory } from './contract.ts';
import type { SecurityView } from './security-view.ts';

/** One completed bar as exit rules and sizing models read it. */
export interface PriceBar {
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Units traded; undefined for bars of quotes. */
  readonly volume?: number;
}

/** Past data of a run up to the current instant. */
export interface PastData {
  /** The last completed daily bars of a security, oldest first: `count`, or as many as there are. */
  dailyBars(security: SecurityView, count: number): readonly PriceBar[];
  /** The newest published value of a series; NaN before the first. @throws EngineError RUN_UNKNOWN_SERIES */
  seriesValue(name: string): number;
}

/** An open position as exit rules see it. Prices are in today's terms after splits. */
export interface ExitPosition {
  readonly security: SecurityView;
  /** 1 for a long, -1 for a short position. */
  readonly side: 1 | -1;
  /** Average price of the fills that opened the position. */
  readonly entryPrice: number;
  /** UTC instant of the first fill. */
  readonly entryUtc: number;
  /** UTC instant of the current step. */
  readonly utcTime: number;
  /** Calendar days since the first fill, in the time zone of the exchange. */
  readonly daysHeld: number;
  /** Complete bars since the entry; 0 when the exits are placed. */
  readonly barsHeld: number;
  /** The most favourable price of the bars since the entry; the entry price at first. */
  readonly bestPrice: number;
  /** Close of the newest bar; the entry price at first. */
  readonly price: number;
  readonly past: PastData;
}

/**
 * Decides where a position is left. Several rules apply at once: of their stops and of their targets the nearest to the
 * market, and the first reason to close. A rule keeps no state of a position, so that one instance serves all positions.
 */
export interface ExitRule {
  /** The rule's name with its arguments, in tags and logs: `percent-stop:0.05`. */
  readonly id: string;
  /** True when the first prices of a position are kept: the rule is not asked for prices again. */
  readonly isFixed?: boolean;
  /** The stop of the position; undefined while the rule has none. A stop is only ever moved toward the market. */
  stopPrice?(position: ExitPosition): number | undefined;
  /** The target of the position; undefined while the rule has none. */
  targetPrice?(position: ExitPosition): number | undefined;
  /** After each bar: why the position is closed at the market, in a few words for the order's tag. */
  closeReason?(position: ExitPosition): string | undefined;
}

/** Creates one rule for one run; its arguments follow the rule's name: `percent-stop:0.05`. */
export type ExitRuleFactory = ProviderFactory<undefined, ExitRule>;

export const EXIT_RULE: BuiltInContract = {
  name: 'ExitRule',
  description: 'Decides where positions are left: stops, targets, time limits',
  key: 'exits',
  choice: 'many',
  flag: 'exit',
  conformance: 'exitRuleConformance',
};
