import type { Algorithm, AlgorithmHost } from 'tradewright';

/** A port of one of LEAN's regression algorithms. */
export interface PortedAlgorithm {
  /** LEAN's name of the class, as in its expected results. */
  readonly name: string;
  /** 1: market orders of a few symbols; 2: every single-leg order type, indicators, schedules, warm-up, history;
   * 3: the algorithm framework. */
  readonly tier: 1 | 2 | 3;
  readonly load: () => Promise<{ readonly default: new (host: AlgorithmHost) => Algorithm }>;
}
