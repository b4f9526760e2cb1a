import type { ExitPosition, ExitRule } from 'tradewright/plugin';

/** A stop at the lowest low of the last daily bars; the highest high for short positions. */
export class AcmeExitRule implements ExitRule {
  readonly id: string;
  private readonly days: number;

  constructor(days: number) {
    this.days = days;
    this.id = `acme:${days}`;
  }

  stopPrice({ past, security, side, bestPrice }: ExitPosition): number | undefined {
    const bars = past.dailyBars(security, this.days);
    if (bars.length < this.days) return undefined;
    const stop = side > 0 ? Math.min(...bars.map(({ low }) => low)) : Math.max(...bars.map(({ high }) => high));
    // a stop beyond the market would close the position at once
    return side * (bestPrice - stop) > 0 ? stop : undefined;
  }
}
