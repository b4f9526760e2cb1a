import { Alpaca } from '@alpacahq/alpaca-trade-api';
import { VirtualClock } from '../clock.ts';
import { AlpacaPeer, type AlpacaPeerOptions } from './alpaca-peer.ts';
import { crypto, stock } from './assets.ts';

export const KEYS = { keyId: 'PKTESTKEYID000000001', secret: 'secret/of+the/test/account+0000000000001' };

/** A Tuesday at ten in New York. */
export const TUESDAY_AT_TEN = '2026-03-10T10:00:00-04:00';

/** Starts a peer with some assets and prices. */
export async function startPeer(
  wishes: Partial<AlpacaPeerOptions> = {},
): Promise<{ peer: AlpacaPeer; clock: VirtualClock }> {
  const clock = new VirtualClock(TUESDAY_AT_TEN);
  const assets = [
    stock('AAPL'),
    stock('MSFT'),
    stock('HARD', { isShortable: false, isFractionable: false }),
    stock('GONE', { isTradable: false }),
    crypto('BTC/USD'),
  ];
  const peer = await AlpacaPeer.start({ clock, keys: KEYS, assets, ...wishes });
  peer.market.move('AAPL', '100');
  peer.market.move('MSFT', '200');
  peer.market.move('HARD', '50');
  peer.market.move('BTC/USD', '50000');
  return { peer, clock };
}

/** The real client, whose REST requests go to the peer. */
export function clientOf(
  peer: AlpacaPeer,
  wishes: { keyId?: string; secret?: string; timeoutMs?: number } = {},
): Alpaca {
  const { keyId, secret } = { ...KEYS, ...wishes };
  return new Alpaca({
    keyId,
    secret,
    timeoutMs: wishes.timeoutMs ?? 60_000,
    retry: false,
    rateLimit: false,
    fetchApi: (url, init) => fetch(url.replace(/^https:\/\/[^/]+/, peer.url), init),
  });
}

/** Resolves once a condition holds, without a time limit of its own. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}

/**
 * Ends a peer.
 *
 * @throws Error when a socket or timer is left, an answer broke Alpaca's documents, or a key is in the log of requests
 */
export async function closeCleanly(peer: AlpacaPeer, clock: VirtualClock): Promise<void> {
  await peer.close();
  const { sockets, timers } = peer.resources;
  const faults = [
    ...(sockets + timers + clock.pending > 0
      ? [`${sockets} sockets and ${timers + clock.pending} timers are open`]
      : []),
    ...(JSON.stringify(peer.requests).includes(KEYS.secret) ? ['a key is in the log of requests'] : []),
    ...peer.contract.violations,
  ];
  if (faults.length > 0) throw new Error(`The peer is not clean: ${faults.join('; ')}.`);
}
