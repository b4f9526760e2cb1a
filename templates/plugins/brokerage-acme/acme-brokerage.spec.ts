import type { BrokerageSession, PortfolioView } from 'tradewright/plugin';
import { type BrokeragePeer, brokerageConformance, orderView } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { AcmeBrokerage } from './acme-brokerage.ts';
import { PracticeAccount } from './practice-account.ts';

/** An account that outlives the ends of the line; its books are read past the line that is tested. */
function practicePeer(): BrokeragePeer {
  const account = new PracticeAccount();
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

const NO_LINE = 'Practice has no line: it lives in the process of the run and answers inside the call.';
const ENGINE = 'The engine does it for every broker, before and behind the line; test/e2e and test/property prove it.';
const SIMULATED = 'The simulated market has no such thing.';
const NO_DATA = 'Practice gives no market data.';

brokerageConformance('Acme', {
  create: practicePeer,
  exempt: {
    2: NO_LINE,
    3: 'Practice has no credentials.',
    4: 'The account is opened by the run itself.',
    5: NO_LINE,
    6: 'Practice has no secrets.',
    16: 'The engine has no such orders yet; strategies cancel the other order themselves.',
    19: 'Practice refuses only changes that come too late, which row 18 shows.',
    23: NO_LINE,
    26: 'Practice tells nothing twice; engine/live proves what becomes of executions that are.',
    27: 'Practice tells nothing twice; engine/live proves what becomes of statuses that are.',
    28: 'Practice tells everything in its order; engine/live proves what becomes of other orders.',
    29: 'Practice tells statuses with fills; engine/live proves that fills alone do.',
    30: 'Fees come with the last fill.',
    31: SIMULATED,
    32: SIMULATED,
    33: SIMULATED,
    37: SIMULATED,
    38: 'Everything can be borrowed in practice.',
    40: ENGINE,
    41: ENGINE,
    42: ENGINE,
    43: ENGINE,
    44: SIMULATED,
    45: SIMULATED,
    46: 'The engine knows no symbol without data.',
    47: NO_LINE,
    51: NO_LINE,
    52: NO_LINE,
    54: NO_LINE,
    56: NO_LINE,
    58: 'The market of practice stands still while the run is away.',
    59: NO_LINE,
    62: 'Nobody else trades in the account of a run.',
    63: ENGINE,
    65: 'Positions are in memory.',
    66: NO_LINE,
    67: 'Ids at practice are those of the engine.',
    69: NO_LINE,
    70: NO_LINE,
    71: NO_LINE,
    72: NO_LINE,
    73: 'Practice answers inside the call, so nothing can lag.',
    74: 'Practice has the clock of the run.',
    75: 'Practice has no tokens.',
    76: NO_LINE,
    77: ENGINE,
    78: ENGINE,
    79: NO_LINE,
    80: ENGINE,
    81: 'The simulated market reduces by the orders it is given; engine/live decides which.',
    82: ENGINE,
    83: NO_DATA,
    84: NO_DATA,
    85: NO_DATA,
    86: NO_DATA,
  },
});

describe('the line to Acme', () => {
  const portfolio: Partial<PortfolioView> = { cashBook: [] as unknown as PortfolioView['cashBook'] };

  it.each(['updateOrder', 'cancelOrder'] as const)('answers %s of an order that is not open', async (verb) => {
    const told: unknown[] = [];
    const simulated = { place: () => {}, update: () => false, cancel: () => false, scan: () => {} };
    const session: BrokerageSession = {
      runId: 'run',
      inbox: { push: (event) => void told.push(event) },
      market: { clock: { utc: 7 }, portfolio: portfolio as PortfolioView, simulate: () => simulated },
    };
    const brokerage = new AcmeBrokerage(new PracticeAccount());
    await brokerage.connect(session);
    expect(brokerage.isReady).toBe(true);
    brokerage[verb]({ clientOrderId: 'run-1', revision: 0, revisionId: 'run-1', order: orderView(5) });
    expect(told).toEqual([
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
