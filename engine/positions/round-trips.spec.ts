import { describe, expect, it } from 'vitest';
import type { OrderEventView } from '../api/order-view.ts';
import { RoundTrips } from './round-trips.ts';

const symbol = { ticker: 'AAA' };
const security = { holdings: { multiplier: 1 }, quoteCurrency: { conversionRate: 1 } };
const fill = (fillQuantity: number, fillPrice: number, utcTime = 0): OrderEventView =>
  ({ symbol, security, fillQuantity, fillPrice, utcTime }) as unknown as OrderEventView;

describe('round trips', () => {
  it('go from flat to flat, with fees, and a reversal closes one and opens the next', () => {
    const trips = new RoundTrips();
    trips.take(fill(10, 100), 1);
    trips.take(fill(10, 110), 1);
    trips.take(fill(-5, 120), 1);
    expect(trips.returns).toEqual([]);
    trips.take(fill(-25, 90, 7), 1);
    // average 105: 5 × 15 - 15 × 15 - fees of 4, on a cost of 2,100
    expect(trips.returns).toEqual([(75 - 225 - 4) / 2100]);
    expect([trips.lossesInARow, trips.lastLossUtc, trips.lastLossOf(symbol as never)]).toEqual([1, 7, 7]);
    trips.take(fill(10, 80), 0);
    expect(trips.returns[1]).toBeCloseTo(100 / 900, 12);
    expect(trips.lossesInARow).toBe(0);
  });
});
