import { Decimal, RecordLog, SecuritySymbol, SecurityType } from 'tradewright/plugin';
import { type BrokeragePeer, brokerageConformance, MemoryLogFile } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { PaperAccount } from './paper-account.ts';
import { PaperBooks } from './paper-books.ts';
import { PaperBrokerage } from './paper-brokerage.ts';

const RUN_ID = 'twconform1';
const OPENING = [{ currency: 'USD', amount: Decimal.of(100_000) }];

/** An account in memory; its books are read from its bytes, as another process would read them. */
function paperPeer(): BrokeragePeer {
  const file = new MemoryLogFile();
  return {
    open: () => new PaperBrokerage(() => new RecordLog(file)),
    books() {
      const account = new PaperAccount(new RecordLog(new MemoryLogFile(file.bytes)), RUN_ID, OPENING);
      return {
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
      };
    },
    async settle() {},
  };
}

const NO_CONNECTION =
  'The paper broker has no connection: it runs in the process of the run and answers within the call.';
const ENGINE =
  'The engine does this for every broker, on both sides of the connection; test/e2e and test/property test it.';
const SIMULATED = 'The simulated market does not support this.';
const NO_DATA = 'The paper broker provides no market data.';

brokerageConformance('the paper broker', {
  create: paperPeer,
  exempt: {
    2: NO_CONNECTION,
    3: 'The paper broker has no credentials.',
    4: 'The run opens the account itself; a test below shows that it refuses any other.',
    5: NO_CONNECTION,
    6: 'The paper broker has no secrets.',
    16: 'The engine simulates order groups; it does not send them to brokers.',
    19: 'The paper broker refuses only changes that arrive too late, which row 18 tests.',
    23: NO_CONNECTION,
    26: 'The paper broker reports nothing twice; engine/live tests repeated executions.',
    27: 'The paper broker reports nothing twice; engine/live tests repeated statuses.',
    28: 'The paper broker reports events in order; engine/live tests events out of order.',
    29: 'The paper broker reports statuses with fills; engine/live tests fills without statuses.',
    30: 'Fees are reported with the last fill.',
    31: SIMULATED,
    32: SIMULATED,
    33: SIMULATED,
    37: SIMULATED,
    38: 'Everything can be borrowed on paper.',
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
    58: 'The market of the paper broker stands still while the run is not running.',
    59: NO_CONNECTION,
    62: 'Only the run trades in its account.',
    63: ENGINE,
    65: 'Positions are in the account file; an unreadable file is a fault.',
    66: NO_CONNECTION,
    67: 'The paper broker uses the ids of the engine.',
    69: NO_CONNECTION,
    70: NO_CONNECTION,
    71: NO_CONNECTION,
    72: NO_CONNECTION,
    73: 'The paper broker answers within the call, so there is no lag.',
    74: 'The paper broker uses the clock of the run.',
    75: 'The paper broker has no tokens.',
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

describe('the account of the paper broker', () => {
  it('belongs to one run and its cash', () => {
    const file = new MemoryLogFile();
    const open = (runId: string, cash = OPENING): PaperAccount =>
      new PaperAccount(new RecordLog(new MemoryLogFile(file.bytes)), runId, cash);
    const first = new PaperAccount(new RecordLog(file), RUN_ID, OPENING);
    expect(first.cash[0].amount.toString()).toBe('100000');
    expect(open(RUN_ID).cash[0].amount.toString()).toBe('100000');
    expect(() => open('twother')).toThrow('belongs to the run twconform1, not to twother');
    expect(() => open(RUN_ID, [{ currency: 'USD', amount: Decimal.of(5) }])).toThrow(
      'was opened with 100000 USD, but the run starts with 5 USD',
    );
  });
});

describe('the books of the paper broker', () => {
  const decimal = (text: string): Decimal => Decimal.parse(text);
  const execution = {
    symbol: new SecuritySymbol('BTCUSD', SecurityType.Crypto, 'coinbase', 'BTCUSD'),
    price: decimal('50000'),
    quantity: decimal('0.5'),
    multiplier: Decimal.one,
    quoteCurrency: 'USD',
    baseCurrency: 'BTC' as string | undefined,
    fee: decimal('0.001'),
    feeCurrency: 'BTC',
  };
  const cashOf = (books: PaperBooks): Record<string, string> =>
    Object.fromEntries(books.cash.map(({ currency, amount }) => [currency, amount.normalize().toString()]));

  it('deduct a fee in the purchased currency from the quantity received', () => {
    const books = new PaperBooks();
    books.book(execution);
    expect(cashOf(books)).toEqual({ USD: '-25000', BTC: '0.499' });
    expect(books.holdings[0].quantity.toString()).toBe('0.499');
  });

  it('settle only the profit of contracts', () => {
    const books = new PaperBooks();
    const symbol = new SecuritySymbol('SPX500USD', SecurityType.Cfd, 'oanda', 'SPX500USD');
    const contract = { ...execution, symbol, baseCurrency: undefined, fee: Decimal.zero, multiplier: decimal('10') };
    books.book({ ...contract, price: decimal('100'), quantity: decimal('2') });
    books.book({ ...contract, price: decimal('103'), quantity: decimal('-3') });
    expect(cashOf(books)).toEqual({ USD: '60' });
    expect([books.holdings[0].quantity.toString(), books.holdings[0].averagePrice.toString()]).toEqual(['-1', '103']);
  });
});
