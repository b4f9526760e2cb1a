import { describe, expect, it } from 'vitest';
import type { OrderTicket } from './order-ticket.ts';
import { TicketShelf } from './ticket-shelf.ts';

function ticketOf(orderId: number): OrderTicket {
  return { orderId } as OrderTicket;
}

describe('TicketShelf', () => {
  it('equals an array by id after any sequence of releases and restorations', () => {
    const shelf = new TicketShelf();
    const model: (OrderTicket | undefined)[] = [];
    let state = 7;
    const draw = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };
    for (let turn = 0; turn < 20_000; turn++) {
      const id = model.length === 0 ? 0 : 1 + draw(model.length);
      const wish = draw(3);
      if (wish === 0 && model.length < 400) {
        const ticket = ticketOf(model.length + 1);
        model.push(ticket);
        shelf.push(ticket);
      } else if (wish === 1 && id > 0 && model[id - 1] !== undefined) {
        model[id - 1] = undefined;
        shelf.putAway(id);
      } else if (wish === 2 && id > 0 && draw(4) === 0) {
        const ticket = ticketOf(id);
        model[id - 1] ??= ticket;
        shelf.keep(ticket);
      }
      expect(shelf.count).toBe(model.length);
      if (id > 0) expect(shelf.find(id)).toBe(model[id - 1]);
    }
    expect(model.map((_, index) => shelf.find(index + 1))).toEqual(model);
  });

  it('restarts its list when all tickets have been released', () => {
    const shelf = new TicketShelf();
    for (let id = 1; id <= 1000; id++) {
      shelf.push(ticketOf(id));
      shelf.putAway(id);
    }
    expect((shelf as unknown as { recent: unknown[] }).recent.length).toBe(1);
    expect(shelf.find(1)).toBeUndefined();
    expect(shelf.count).toBe(1000);
  });
});
