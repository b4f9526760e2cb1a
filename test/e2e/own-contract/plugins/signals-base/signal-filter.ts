import { type ProviderFactory, token } from 'tradewright';

/** Limits the target share of a signal. */
export type SignalFilter = (share: number) => number;

export type SignalFilterFactory = ProviderFactory<undefined, SignalFilter>;
export const SignalFilterFactory = token<SignalFilterFactory>('SignalFilterFactory');
