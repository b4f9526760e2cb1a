import type { BrokerageSession, PortfolioView } from 'tradewright/plugin';
import { type BrokeragePeer, brokerageConformance, orderView } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { AcmeBrokerage } from './acme-brokerage.ts';
import { SimulatedAccount } from './simulated-account.ts';

/** An account that outlives connections; its books are read directly, not through the tested connection. */
function simulatedPeer(): BrokeragePeer {
  const account = new SimulatedAccount();
  return {
    open: () => new AcmeBrokerage(account),
    books: () => ({
      orders: account.orders.map(({ clientOrderId = '', quantityFilled }) => ({
        clientOrderId,
        filled: quantityFilled,
      })),
      executions: account.executions.map(({ executionId, clientOrderId = '', quantity }) => ({
        executionId,
        clientOrderId,
        quantity,
      })),
      positions: new Map(account.holdings.map(({ symbol, quantity }) => [symbol.key, quantity])),
      cash: new Map(account.cash.map(({ currency, amount }) => [currency, amount])),
    }),
    async settle() {},
  };
}

const NO_CONNECTION =
  'The simulation has no connection: it runs in the process of the run and answers within the call.';
const ENGINE =
  'The engine does this for every broker, on both sides of the connection; test/e2e and test/property test it.';
const SIMULATED = 'The simulated market does not support this.';
const NO_DATA = 'The simulation provides no market data.';

brokerageConformance('Acme', {
  create: simulatedPeer,
  exempt: {
    2: NO_CONNECTION,
    3: 'The simulation has no credentials.',
    4: 'The run opens the account itself.',
    5: NO_CONNECTION,
    6: 'The simulation has no secrets.',
    16: 'The engine simulates order groups; it does not send them to brokers.',
    19: 'The simulation refuses only changes that arrive too late, which row 18 tests.',
    23: NO_CONNECTION,
    26: 'The simulation reports nothing twice; engine/live tests repeated executions.',
    27: 'The simulation reports nothing twice; engine/live tests repeated statuses.',
    28: 'The simulation reports events in order; engine/live tests events out of order.',
    29: 'The simulation reports statuses with fills; engine/live tests fills without statuses.',
    30: 'Fees are reported with the last fill.',
    31: SIMULATED,
    32: SIMULATED,
    33: SIMULATED,
    37: SIMULATED,
    38: 'Everything can be borrowed in the simulation.',
    40: ENGINE,
    41: ENGINE,
    42: ENGINE,
    43: ENGINE,
    44: SIMULATED,
    45: SIMULATED,
    46: 'The engine has no symbols without data.',
    47: NO_CONNECTION,
    51: NO_CONNECTION,
    52: NO_CONNECTION,
    54: NO_CONNECTION,
    56: NO_CONNECTION,
    58: 'The simulated market stands still while the run is not running.',
    59: NO_CONNECTION,
    62: 'Only the run trades in its account.',
    63: ENGINE,
    65: 'Positions are in memory.',
    66: NO_CONNECTION,
    67: 'The simulation uses the ids of the engine.',
    69: NO_CONNECTION,
    70: NO_CONNECTION,
    71: NO_CONNECTION,
    72: NO_CONNECTION,
    73: 'The simulation answers within the call, so there is no lag.',
    74: 'The simulation uses the clock of the run.',
    75: 'The simulation has no tokens.',
    76: NO_CONNECTION,
    77: ENGINE,
    78: ENGINE,
    79: NO_CONNECTION,
    80: ENGINE,
    81: 'The simulated market reduces positions by the orders that it receives; engine/live decides which.',
    82: ENGINE,
    83: NO_DATA,
    84: NO_DATA,
    85: NO_DATA,
    86: NO_DATA,
  },
});

describe('the connection to Acme', () => {
  const portfolio: Partial<PortfolioView> = { cashBook: [] as unknown as PortfolioView['cashBook'] };

  it.each(['updateOrder', 'cancelOrder'] as const)('answers %s of an order that is not open', async (verb) => {
    const events: unknown[] = [];
    const simulated = { place: () => {}, update: () => false, cancel: () => false, scan: () => {} };
    const session: BrokerageSession = {
      runId: 'run',
      inbox: { push: (event) => void events.push(event) },
      market: { clock: { utc: 7 }, portfolio: portfolio as PortfolioView, simulate: () => simulated },
    };
    const brokerage = new AcmeBrokerage(new SimulatedAccount());
    await brokerage.connect(session);
    expect(brokerage.isReady).toBe(true);
    brokerage[verb]({ clientOrderId: 'run-1', revision: 0, revisionId: 'run-1', order: orderView(5) });
    expect(events).toEqual([
      {
        kind: 'refusal',
        clientOrderId: 'run-1',
        request: verb === 'updateOrder' ? 'update' : 'cancel',
        utcTime: 7,
        message: 'Acme has no open order 1.',
      },
    ]);
  });
});
