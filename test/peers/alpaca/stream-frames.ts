import type { MarketQuote, MarketTrade } from '../market.ts';

type DataFrame = { readonly T: string; readonly S: string } & Readonly<Record<string, unknown>>;

const time = (utc: number): string => new Date(utc).toISOString();

export function tradeFrame({ symbol, id, price, size, utc }: MarketTrade, isCrypto: boolean): DataFrame {
  const values = { T: 't', S: symbol, i: id, p: price.toNumber(), s: size.toNumber(), t: time(utc) };
  return isCrypto ? { ...values, tks: 'B' } : { ...values, x: 'V', c: ['@'], z: 'C' };
}

export function quoteFrame(quote: MarketQuote, isCrypto: boolean): DataFrame {
  const { symbol, bid, bidSize, ask, askSize, utc } = quote;
  const prices = { bp: bid.toNumber(), bs: bidSize.toNumber(), ap: ask.toNumber(), as: askSize.toNumber() };
  const values = { T: 'q', S: symbol, ...prices, t: time(utc) };
  return isCrypto ? values : { ...values, bx: 'V', ax: 'V', c: ['R'], z: 'C' };
}

/** A trading status of the consolidated tape: H halts, T resumes. */
export function haltFrame(symbol: string, isHalted: boolean, utc: number): DataFrame {
  const status = isHalted
    ? { sc: 'H', sm: 'Trading Halt', rc: 'T12', rm: 'Trading Halted' }
    : { sc: 'T', sm: 'Trading Resumption', rc: '', rm: '' };
  return { T: 's', S: symbol, ...status, t: time(utc), z: 'C' };
}
