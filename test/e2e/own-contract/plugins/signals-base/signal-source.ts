import { type ProviderFactory, token } from 'tradewright';

/** What a source is made for. */
export interface SignalRequest {
  readonly symbol: string;
}

/** Says what share of the portfolio one symbol should be. */
export interface SignalSource {
  /** From -1 to 1, at a UTC instant in epoch milliseconds. */
  shareAt(utc: number): number;
}

export type SignalSourceFactory = ProviderFactory<SignalRequest, SignalSource>;
export const SignalSourceFactory = token<SignalSourceFactory>('SignalSourceFactory');
