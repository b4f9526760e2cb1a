import type { SizingDecision, SizingModel } from 'tradewright/plugin';

/** An equal share of the portfolio for so many positions. */
export class AcmeSizingModel implements SizingModel {
  readonly id: string;
  private readonly positions: number;

  constructor(positions: number) {
    this.positions = positions;
    this.id = `acme:${positions}`;
  }

  size(): SizingDecision {
    return { share: 1 / this.positions, note: '' };
  }
}
