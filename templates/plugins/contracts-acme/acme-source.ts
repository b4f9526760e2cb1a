import { type ProviderFactory, token } from 'tradewright/plugin';

/** The request for a source. */
export interface AcmeRequest {
  readonly symbol: string;
}

/** Returns the target share of one symbol in the portfolio. */
export interface AcmeSource {
  /** From -1 to 1, at a UTC instant in epoch milliseconds. The same instant gives the same share. */
  shareAt(utc: number): number;
}

/** Providers bind this token; strategies have a copy of this file and request a source by the token. */
export type AcmeSourceFactory = ProviderFactory<AcmeRequest, AcmeSource>;
export const AcmeSourceFactory = token<AcmeSourceFactory>('AcmeSourceFactory');
