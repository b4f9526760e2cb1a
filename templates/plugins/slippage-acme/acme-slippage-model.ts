import { type SecurityView, type SlippageModel } from 'tradewright/plugin';

/** The same distance between the price seen and the price got, whatever is ordered. */
export class AcmeSlippageModel implements SlippageModel {
  private readonly distance: number;

  /** @param distance in units of the price: 0.01 is a cent */
  constructor(distance = 0.01) {
    this.distance = distance;
  }

  /** Never below zero: the engine moves the price against the order. */
  getSlippage(security: SecurityView): number {
    return security.price > 0 ? this.distance : 0;
  }
}
