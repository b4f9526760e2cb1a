import { Decimal, EngineError, isClosedStatus, SecuritySymbol } from 'tradewright/plugin';
import type {
  AccountAdjustment,
  BrokerageCash,
  BrokerageExecution,
  BrokerageHolding,
  BrokerageOrder,
  BrokerageOrderEvent,
  OrderView,
  OrderStatus,
  RecordLog,
  SecurityType,
} from 'tradewright/plugin';
import { PAPER_ERRORS } from './errors.ts';
import { PaperBooks } from './paper-books.ts';

interface SymbolText {
  readonly ticker: string;
  readonly securityType: SecurityType;
  readonly market: string;
  readonly id: string;
}

/** The account's first record. */
interface OpeningText {
  readonly type: 'opening';
  readonly runId: string;
  readonly cash: readonly { readonly currency: string; readonly amount: string }[];
}

/** One event of an order, with its execution if it was a fill. */
interface OrderText {
  readonly type: 'order';
  readonly clientOrderId: string;
  readonly brokerId: string;
  /** Number of the event among the events of its order, from 1. */
  readonly number: number;
  readonly utcTime: number;
  readonly status: OrderStatus;
  readonly symbol: SymbolText;
  readonly orderType: BrokerageOrder['type'];
  readonly quantity: number;
  readonly prices: readonly number[];
  readonly message: string;
  readonly execution?: ExecutionText;
}

interface ExecutionText {
  readonly executionId: string;
  readonly price: string;
  readonly quantity: string;
  readonly multiplier: string;
  readonly quoteCurrency: string;
  readonly baseCurrency?: string;
  readonly fee: string;
  readonly feeCurrency: string;
}

/** A position or cash that changed without an order. */
interface AdjustmentText {
  readonly type: 'adjustment';
  readonly number: number;
  readonly utcTime: number;
  readonly reason: AccountAdjustment['reason'];
  readonly symbol: SymbolText;
  readonly quantity: string;
  readonly averagePrice: string;
  readonly currency: string;
  readonly cash: readonly { readonly currency: string; readonly amount: string }[];
}

type AccountText = OpeningText | OrderText | AdjustmentText;

/**
 * The account of the paper broker: orders, executions, cash and positions, in an append-only log that outlives the process.
 *
 * A replay of the run reports every record again: records that the log already contains are compared and skipped.
 */
export class PaperAccount {
  private readonly log: RecordLog;
  private readonly books = new PaperBooks();
  private readonly known = new Map<string, string>();
  private readonly newestByOrder = new Map<string, OrderText>();
  private readonly filledByOrder = new Map<string, Decimal>();
  private readonly executed: BrokerageExecution[] = [];
  private readonly eventsByOrder = new Map<string, number>();
  private adjustments = 0;

  /** @throws EngineError when the log belongs to another run, or was opened with different cash */
  constructor(log: RecordLog, runId: string, cash: readonly BrokerageCash[]) {
    this.log = log;
    const opening: OpeningText = { type: 'opening', runId, cash: cash.map(cashText) };
    for (const text of log.records) this.take(text, JSON.parse(text) as AccountText);
    const found = this.known.get('opening');
    if (found === undefined) this.enter(opening, true);
    else if (found !== JSON.stringify(opening)) throw foreign(JSON.parse(found) as OpeningText, opening);
  }

  get cash(): BrokerageCash[] {
    return this.books.cash;
  }

  get holdings(): BrokerageHolding[] {
    return this.books.holdings;
  }

  get executions(): readonly BrokerageExecution[] {
    return this.executed;
  }

  get orders(): BrokerageOrder[] {
    return Array.from(this.newestByOrder.values(), (text) => this.toOrder(text));
  }

  get openOrders(): BrokerageOrder[] {
    return [...this.newestByOrder.values()]
      .filter(({ status }) => !isClosedStatus(status))
      .map((text) => this.toOrder(text));
  }

  order(clientOrderId: string): BrokerageOrder | undefined {
    const text = this.newestByOrder.get(clientOrderId);
    return text && this.toOrder(text);
  }

  /** Records an event of an order before the run is notified. @throws EngineError when the log has a different event in its place */
  enterOrder(order: OrderView, event: BrokerageOrderEvent & { readonly clientOrderId: string }): void {
    const { clientOrderId, brokerId, utcTime, status, fill, message } = event;
    const number = (this.eventsByOrder.get(clientOrderId) ?? 0) + 1;
    this.eventsByOrder.set(clientOrderId, number);
    const { security, symbol, limitPrice, stopPrice, triggerPrice, trailingAmount } = order;
    const text: OrderText = {
      type: 'order',
      clientOrderId,
      brokerId,
      number,
      utcTime,
      status,
      symbol: symbolText(symbol),
      orderType: order.type,
      quantity: order.quantity,
      prices: [limitPrice, stopPrice, triggerPrice, trailingAmount],
      message,
      execution: fill && {
        executionId: fill.executionId,
        price: fill.price.toString(),
        quantity: fill.quantity.toString(),
        multiplier: security.properties.contractMultiplier.toString(),
        quoteCurrency: security.quoteCurrency.symbol,
        baseCurrency: security.baseCurrency?.symbol,
        fee: (fill.fee?.amount ?? Decimal.zero).toString(),
        feeCurrency: fill.fee?.currency ?? '',
      },
    };
    // an order is synced to disk before it is acknowledged; a replay computes its later events again
    this.enter(text, number === 1);
  }

  /** Records a corporate action. */
  enterAdjustment(adjustment: AccountAdjustment): void {
    const { utcTime, reason, symbol, quantity, averagePrice, currency, cash } = adjustment;
    this.enter({
      type: 'adjustment',
      number: ++this.adjustments,
      utcTime,
      reason,
      symbol: symbolText(symbol),
      quantity: quantity.toString(),
      averagePrice: averagePrice.toString(),
      currency,
      cash: cash.map(cashText),
    });
  }

  close(): void {
    this.log.close();
  }

  private enter(record: AccountText, isDurable = false): void {
    const text = JSON.stringify(record);
    const found = this.known.get(keyOf(record));
    if (found === undefined) {
      this.log.append(text);
      if (isDurable) this.log.sync();
      this.take(text, record);
    } else if (found !== text) throw differs(found, text);
  }

  private take(text: string, record: AccountText): void {
    this.known.set(keyOf(record), text);
    switch (record.type) {
      case 'opening':
        for (const { currency, amount } of record.cash) this.books.setCash(currency, Decimal.parse(amount));
        break;
      case 'adjustment': {
        const { symbol, currency, quantity, averagePrice, cash } = record;
        const holding = { quantity: Decimal.parse(quantity), averagePrice: Decimal.parse(averagePrice) };
        this.books.setPosition(toSymbol(symbol), currency, holding);
        for (const one of cash) this.books.setCash(one.currency, Decimal.parse(one.amount));
        break;
      }
      default:
        this.newestByOrder.set(record.clientOrderId, record);
        if (record.execution !== undefined) this.book(record, record.execution);
    }
  }

  private book({ clientOrderId, brokerId, symbol: symbolOf, utcTime }: OrderText, execution: ExecutionText): void {
    const { executionId, multiplier, quoteCurrency, baseCurrency, feeCurrency } = execution;
    const symbol = toSymbol(symbolOf);
    const price = Decimal.parse(execution.price);
    const quantity = Decimal.parse(execution.quantity);
    const fee = Decimal.parse(execution.fee);
    const money = {
      price,
      quantity,
      fee,
      feeCurrency,
      quoteCurrency,
      baseCurrency,
      multiplier: Decimal.parse(multiplier),
    };
    this.books.book({ symbol, ...money });
    this.filledByOrder.set(clientOrderId, (this.filledByOrder.get(clientOrderId) ?? Decimal.zero).add(quantity));
    const paidFee = feeCurrency === '' ? undefined : { amount: fee, currency: feeCurrency };
    this.executed.push({ executionId, clientOrderId, brokerId, symbol, utcTime, price, quantity, fee: paidFee });
  }

  private toOrder({ clientOrderId, brokerId, symbol, orderType, quantity, status }: OrderText): BrokerageOrder {
    return {
      clientOrderId,
      brokerId,
      symbol: toSymbol(symbol),
      type: orderType,
      quantity: Decimal.of(quantity),
      quantityFilled: this.filledByOrder.get(clientOrderId) ?? Decimal.zero,
      status,
    };
  }
}

function keyOf(record: AccountText): string {
  switch (record.type) {
    case 'opening':
      return record.type;
    case 'adjustment':
      return `adjustment ${record.number}`;
    default:
      return `order ${record.clientOrderId} ${record.number}`;
  }
}

function cashText({ currency, amount }: BrokerageCash): { currency: string; amount: string } {
  return { currency, amount: amount.toString() };
}

function symbolText({ ticker, securityType, market, id }: SecuritySymbol): SymbolText {
  return { ticker, securityType, market, id };
}

function toSymbol({ ticker, securityType, market, id }: SymbolText): SecuritySymbol {
  return new SecuritySymbol(ticker, securityType, market, id);
}

function foreign(found: OpeningText, wanted: OpeningText): EngineError {
  const what =
    found.runId === wanted.runId
      ? `was opened with ${cashShown(found)}, but the run starts with ${cashShown(wanted)}`
      : `belongs to the run ${found.runId}, not to ${wanted.runId}`;
  return new EngineError(
    PAPER_ERRORS.FOREIGN_ACCOUNT,
    `The account of the paper broker ${what}. ${PAPER_ERRORS.FOREIGN_ACCOUNT.remedy}`,
    { data: { found, wanted } },
  );
}

function cashShown({ cash }: OpeningText): string {
  return cash.map(({ currency, amount }) => `${amount} ${currency}`).join(', ');
}

function differs(found: string, now: string): EngineError {
  return new EngineError(
    PAPER_ERRORS.ACCOUNT_DIFFERS,
    `The account of the paper broker has ${found}, but the replay of the run gives ${now}. ${PAPER_ERRORS.ACCOUNT_DIFFERS.remedy}`,
    { data: { found, now } },
  );
}
