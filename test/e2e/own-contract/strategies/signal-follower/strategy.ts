import { Algorithm, Resolution } from 'tradewright';
import { SignalSourceFactory } from './signal-source.ts';

/** Holds the share of a symbol that a source of signals asks for, and trades when the share changes. */
export default class SignalFollower extends Algorithm {
  private readonly symbol = this.parameters.string('symbol');
  private readonly signal = this.providers.get(SignalSourceFactory, { symbol: this.symbol });
  private share = 0;

  override initialize(): void {
    this.addEquity(this.symbol, Resolution.Daily);
  }

  override onData(): void {
    const share = this.signal.shareAt(this.utcTime);
    if (share === this.share) return;
    this.share = share;
    this.setHoldings(this.symbol, share);
  }
}
