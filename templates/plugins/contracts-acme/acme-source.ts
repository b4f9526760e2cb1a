import { type ProviderFactory, token } from 'tradewright/plugin';

/** What a source is made for. */
export interface AcmeRequest {
  readonly symbol: string;
}

/** Says what share of the portfolio one symbol should be. */
export interface AcmeSource {
  /** From -1 to 1, at a UTC instant in epoch milliseconds. The same instant gives the same share. */
  shareAt(utc: number): number;
}

/** What providers bind; strategies keep a copy of this file and ask by the token. */
export type AcmeSourceFactory = ProviderFactory<AcmeRequest, AcmeSource>;
export const AcmeSourceFactory = token<AcmeSourceFactory>('AcmeSourceFactory');
