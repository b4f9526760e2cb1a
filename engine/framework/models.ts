import type { DateRule, TimeRule } from '../scheduling/rules.ts';
import type { DataNormalizationMode } from '../model/data-kinds.ts';
import type { Resolution } from '../model/resolution.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { SecurityType } from '../model/security-type.ts';
import type { SecurityChanges } from '../runtime/algorithm.ts';
import type { Slice } from '../runtime/slice.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import type { FrameworkAlgorithm } from './framework-algorithm.ts';
import type { Insight } from './insight.ts';
import type { PortfolioTarget } from './portfolio-target.ts';

/** Subscription settings for the securities that a universe selects. */
export interface UniverseSettings {
  /** Minute by default. */
  readonly resolution?: Resolution;
  readonly leverage?: number;
  readonly fillForward?: boolean;
  readonly extendedMarketHours?: boolean;
  readonly dataNormalizationMode?: DataNormalizationMode;
}

/** A security that a universe selects: the ticker of a US stock, or a ticker with security type and market. */
export type UniverseSymbol =
  | string
  | SecuritySymbol
  | { readonly ticker: string; readonly securityType: SecurityType; readonly market?: string };

/** A set of securities that changes over time. */
export interface Universe {
  readonly name: string;
  /** When the selection is made; without a schedule, once at the start. */
  readonly schedule?: { readonly dateRule: DateRule; readonly timeRule: TimeRule };
  /** By default the algorithm's universe settings. */
  readonly settings?: UniverseSettings;
  /** Returns its securities from now on. @param time wall-clock milliseconds in the algorithm's time zone */
  select(time: number): readonly UniverseSymbol[] | 'unchanged';
}

/** Chooses the securities of an algorithm (LEAN's IUniverseSelectionModel). */
export interface UniverseSelectionModel {
  /** Called once, after the strategy has been initialized. */
  createUniverses(algorithm: FrameworkAlgorithm): readonly Universe[];
}

/** Predicts prices (LEAN's IAlphaModel). */
export interface AlphaModel {
  /** The `sourceModel` of its insights; by default the name of the class. */
  readonly name?: string;
  /** Returns the new insights of an instant with data. */
  update(algorithm: FrameworkAlgorithm, slice: Slice): readonly Insight[];
  onSecuritiesChanged?(algorithm: FrameworkAlgorithm, changes: SecurityChanges): void;
}

/** Turns insights into position targets (LEAN's IPortfolioConstructionModel). */
export interface PortfolioConstructionModel {
  createTargets(algorithm: FrameworkAlgorithm, insights: readonly Insight[]): readonly PortfolioTarget[];
  onSecuritiesChanged?(algorithm: FrameworkAlgorithm, changes: SecurityChanges): void;
}

/** Overrides positions that are too risky (LEAN's IRiskManagementModel). */
export interface RiskManagementModel {
  /** Returns targets that take precedence over the given ones of the same symbol. Called at every instant with data. */
  manageRisk(algorithm: FrameworkAlgorithm, targets: readonly PortfolioTarget[]): readonly PortfolioTarget[];
  onSecuritiesChanged?(algorithm: FrameworkAlgorithm, changes: SecurityChanges): void;
}

/** Sends the orders that reach the targets (LEAN's IExecutionModel). */
export interface ExecutionModel {
  /** @param targets the new targets of this instant; a model keeps targets that it has not reached yet */
  execute(algorithm: FrameworkAlgorithm, targets: readonly PortfolioTarget[]): void;
  onSecuritiesChanged?(algorithm: FrameworkAlgorithm, changes: SecurityChanges): void;
  onOrderEvent?(algorithm: FrameworkAlgorithm, event: OrderEvent): void;
}
