import { type ProviderFactory, token } from 'tradewright';

/** Bounds the share that a signal asks for. */
export type SignalFilter = (share: number) => number;

export type SignalFilterFactory = ProviderFactory<undefined, SignalFilter>;
export const SignalFilterFactory = token<SignalFilterFactory>('SignalFilterFactory');
