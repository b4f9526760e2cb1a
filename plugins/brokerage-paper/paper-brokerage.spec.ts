import { Decimal, RecordLog, SecuritySymbol, SecurityType } from 'tradewright/plugin';
import { type BrokeragePeer, brokerageConformance, MemoryLogFile } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { PaperAccount } from './paper-account.ts';
import { PaperBooks } from './paper-books.ts';
import { PaperBrokerage } from './paper-brokerage.ts';

const RUN_ID = 'twconform1';
const OPENING = [{ currency: 'USD', amount: Decimal.of(100_000) }];

/** An account in memory; its books are read from its bytes, as another process would. */
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

const NO_LINE = 'The paper broker has no line: it lives in the process of the run and answers inside the call.';
const ENGINE = 'The engine does it for every broker, before and behind the line; test/e2e and test/property prove it.';
const SIMULATED = 'The simulated market has no such thing.';
const NO_DATA = 'The paper broker gives no market data.';

brokerageConformance('the paper broker', {
  create: paperPeer,
  exempt: {
    2: NO_LINE,
    3: 'The paper broker has no credentials.',
    4: 'The account is opened by the run itself; a test below shows that it takes no other.',
    5: NO_LINE,
    6: 'The paper broker has no secrets.',
    16: 'The engine has no such orders yet; strategies cancel the other order themselves.',
    19: 'The paper broker refuses only changes that come too late, which row 18 shows.',
    23: NO_LINE,
    26: 'The paper broker tells nothing twice; engine/live proves what becomes of executions that are.',
    27: 'The paper broker tells nothing twice; engine/live proves what becomes of statuses that are.',
    28: 'The paper broker tells everything in its order; engine/live proves what becomes of other orders.',
    29: 'The paper broker tells statuses with fills; engine/live proves that fills alone do.',
    30: 'Fees come with the last fill.',
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
    46: 'The engine knows no symbol without data.',
    47: NO_LINE,
    51: NO_LINE,
    52: NO_LINE,
    54: NO_LINE,
    56: NO_LINE,
    58: 'The market of the paper broker stands still while the run is away.',
    59: NO_LINE,
    62: 'Nobody else trades in the account of a run.',
    63: ENGINE,
    65: 'Positions are in the account file, which opens or is a fault.',
    66: NO_LINE,
    67: 'Ids at the paper broker are those of the engine.',
    69: NO_LINE,
    70: NO_LINE,
    71: NO_LINE,
    72: NO_LINE,
    73: 'The paper broker answers inside the call, so nothing can lag.',
    74: 'The paper broker has the clock of the run.',
    75: 'The paper broker has no tokens.',
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
      'was opened with 100000 USD, and the run begins with 5 USD',
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

  it('take a fee in the currency bought out of what was bought', () => {
    const books = new PaperBooks();
    books.book(execution);
    expect(cashOf(books)).toEqual({ USD: '-25000', BTC: '0.499' });
    expect(books.holdings[0].quantity.toString()).toBe('0.499');
  });

  it('settle the profit only of contracts', () => {
    const books = new PaperBooks();
    const symbol = new SecuritySymbol('SPX500USD', SecurityType.Cfd, 'oanda', 'SPX500USD');
    const contract = { ...execution, symbol, baseCurrency: undefined, fee: Decimal.zero, multiplier: decimal('10') };
    books.book({ ...contract, price: decimal('100'), quantity: decimal('2') });
    books.book({ ...contract, price: decimal('103'), quantity: decimal('-3') });
    expect(cashOf(books)).toEqual({ USD: '60' });
    expect([books.holdings[0].quantity.toString(), books.holdings[0].averagePrice.toString()]).toEqual(['-1', '103']);
  });
});
