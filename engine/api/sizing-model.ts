import type { BuiltInContract, ProviderFactory } from './contract.ts';
import type { PastData } from './exit-rule.ts';
import type { PortfolioView } from './portfolio-view.ts';
import type { SecurityView } from './security-view.ts';

/** What a position is sized for. */
export interface SizingRequest {
  readonly security: SecurityView;
  readonly portfolio: PortfolioView;
  /** 1 for a long, -1 for a short position. */
  readonly side: 1 | -1;
  /** Price at which a loss would be taken, where the strategy knows it. */
  readonly stopPrice?: number;
  /** Probability from 0 to 1 that the trade wins, where the strategy knows it. */
  readonly probability?: number;
  /** Profit or loss of each closed trade of the run as a share of its cost, oldest first; fees are deducted. */
  readonly tradeReturns: readonly number[];
  readonly past: PastData;
}

/** The size of a position with its reason. */
export interface SizingDecision {
  /** Share of the portfolio, from 0 on; 0 for no position. */
  readonly share: number;
  /** Why the share is not the one of a model with all its data; empty otherwise. */
  readonly note: string;
}

/** Decides how large a position is: the one of the configuration, or one that the strategy sets. */
export interface SizingModel {
  /** The model's name with its arguments: `percent:0.1`. */
  readonly id: string;
  size(request: SizingRequest): SizingDecision;
}

/** Creates the model of one run; its arguments follow the model's name: `percent:0.1`. */
export type SizingModelFactory = ProviderFactory<undefined, SizingModel>;

export const SIZING_MODEL: BuiltInContract = {
  name: 'SizingModel',
  description: 'Decides how large a position is',
  key: 'sizing',
  choice: 'one',
  flag: 'sizing',
  conformance: 'sizingModelConformance',
};
