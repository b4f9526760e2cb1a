import { type ProviderFactory, token } from 'tradewright';

/** What the strategy needs to know of the contract SignalSource of the plugin signals-base. */
interface SignalSource {
  shareAt(utc: number): number;
}

export type SignalSourceFactory = ProviderFactory<{ readonly symbol: string }, SignalSource>;
export const SignalSourceFactory = token<SignalSourceFactory>('SignalSourceFactory');
