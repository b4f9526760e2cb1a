import { type ProviderFactory, token } from 'tradewright';

/** The request for a source. */
export interface SignalRequest {
  readonly symbol: string;
}

/** Returns the target share of one symbol in the portfolio. */
export interface SignalSource {
  /** From -1 to 1, at a UTC instant in epoch milliseconds. */
  shareAt(utc: number): number;
}

export type SignalSourceFactory = ProviderFactory<SignalRequest, SignalSource>;
export const SignalSourceFactory = token<SignalSourceFactory>('SignalSourceFactory');
