import { describe, expect, it } from 'vitest';
import { Decimal } from '../model/decimal.ts';
import { OrderEvent } from './order-event.ts';
import { OrderEventLog } from './order-event-log.ts';
import { OrderPrices } from '../model/order-prices.ts';
import type { OrderTicket } from './order-ticket.ts';
import { OrderStatus } from '../model/order-types.ts';

describe('OrderEventLog', () => {
  it('restores fees unchanged in any number of currencies', () => {
    const log = new OrderEventLog();
    const prices = new OrderPrices(1, 2, 3, 4, false);
    const fees = Array.from({ length: 400 }, (_, index) => ({
      amount: Decimal.parse(`${index}.${'1'.repeat(index % 28)}`),
      currency: `C${index % 200}`,
      ...(index % 3 === 0 && { deductedFromQuantity: true }),
    }));
    const tickets = fees.map((_, index) => ({ orderId: index + 1 }) as OrderTicket);
    fees.forEach((orderFee, index) => {
      const report = {
        utcTime: index,
        exactFillPrice: Decimal.parse('7.50'),
        exactFillQuantity: Decimal.one,
        orderFee,
        message: '',
      };
      log.add(
        new OrderEvent({ lastEventId: index * 100, quantity: 1, prices }, tickets[index], OrderStatus.Filled, report),
      );
    });
    const events = log.list((id) => tickets[id - 1]);
    expect(events.map(({ orderFee }) => orderFee)).toEqual(fees);
    expect(events.map(({ id, exactFillPrice }) => [id, exactFillPrice.toString()])).toEqual(
      fees.map((_, index) => [index * 100 + 1, '7.50']),
    );
  });
});
