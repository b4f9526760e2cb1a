import { Algorithm, Resolution } from 'tradewright';
import { SignalSourceFactory } from './signal-source.ts';

/** Holds the target share of a source of signals, and trades when it changes. */
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
