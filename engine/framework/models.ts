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

/** How securities that a universe selects are subscribed to. */
export interface UniverseSettings {
  /** Minute unless set. */
  readonly resolution?: Resolution;
  readonly leverage?: number;
  readonly fillForward?: boolean;
  readonly extendedMarketHours?: boolean;
  readonly dataNormalizationMode?: DataNormalizationMode;
}

/** A security that a universe names: a ticker of a US stock, or one with its type and market. */
export type UniverseSymbol =
  | string
  | SecuritySymbol
  | { readonly ticker: string; readonly securityType: SecurityType; readonly market?: string };

/** A set of securities that changes over time. */
export interface Universe {
  readonly name: string;
  /** When it is asked; without one, once at the start. */
  readonly schedule?: { readonly dateRule: DateRule; readonly timeRule: TimeRule };
  /** The algorithm's own universe settings unless given. */
  readonly settings?: UniverseSettings;
  /** Its securities from now on. @param time wall-clock milliseconds of the algorithm's zone */
  select(time: number): readonly UniverseSymbol[] | 'unchanged';
}

/** Chooses the securities of an algorithm (LEAN's IUniverseSelectionModel). */
export interface UniverseSelectionModel {
  /** Asked once, when the strategy has been initialized. */
  createUniverses(algorithm: FrameworkAlgorithm): readonly Universe[];
}

/** Predicts (LEAN's IAlphaModel). */
export interface AlphaModel {
  /** Stands in its insights; the class's name unless given. */
  readonly name?: string;
  /** The new insights of an instant with data. */
  update(algorithm: FrameworkAlgorithm, slice: Slice): readonly Insight[];
  onSecuritiesChanged?(algorithm: FrameworkAlgorithm, changes: SecurityChanges): void;
}

/** Turns insights into positions (LEAN's IPortfolioConstructionModel). */
export interface PortfolioConstructionModel {
  createTargets(algorithm: FrameworkAlgorithm, insights: readonly Insight[]): readonly PortfolioTarget[];
  onSecuritiesChanged?(algorithm: FrameworkAlgorithm, changes: SecurityChanges): void;
}

/** Overrides positions that are too risky (LEAN's IRiskManagementModel). */
export interface RiskManagementModel {
  /** Targets that take precedence over the given ones of the same symbol. Asked at every instant with data. */
  manageRisk(algorithm: FrameworkAlgorithm, targets: readonly PortfolioTarget[]): readonly PortfolioTarget[];
  onSecuritiesChanged?(algorithm: FrameworkAlgorithm, changes: SecurityChanges): void;
}

/** Orders what leads to the targets (LEAN's IExecutionModel). */
export interface ExecutionModel {
  /** @param targets those that are new in this instant; a model keeps the ones that it has not reached yet */
  execute(algorithm: FrameworkAlgorithm, targets: readonly PortfolioTarget[]): void;
  onSecuritiesChanged?(algorithm: FrameworkAlgorithm, changes: SecurityChanges): void;
  onOrderEvent?(algorithm: FrameworkAlgorithm, event: OrderEvent): void;
}
