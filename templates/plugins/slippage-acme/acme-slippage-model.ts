import { type SecurityView, type SlippageModel } from 'tradewright/plugin';

/** A fixed distance between the observed price and the fill price, for every order. */
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
