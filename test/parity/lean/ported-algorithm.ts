import type { Algorithm, AlgorithmHost } from 'tradewright';

/** One of LEAN's regression algorithms, written anew for this engine. */
export interface PortedAlgorithm {
  /** LEAN's name of the class, as its expected results carry it. */
  readonly name: string;
  /** 1: market orders of a few symbols; 2: every single-leg order type, indicators, schedules, warm-up, history;
   * 3: the algorithm framework. */
  readonly tier: 1 | 2 | 3;
  readonly load: () => Promise<{ readonly default: new (host: AlgorithmHost) => Algorithm }>;
}
