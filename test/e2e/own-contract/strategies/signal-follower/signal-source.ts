import { type ProviderFactory, token } from 'tradewright';

/** The part of the contract SignalSource of the plugin signals-base that the strategy uses. */
interface SignalSource {
  shareAt(utc: number): number;
}

export type SignalSourceFactory = ProviderFactory<{ readonly symbol: string }, SignalSource>;
export const SignalSourceFactory = token<SignalSourceFactory>('SignalSourceFactory');
