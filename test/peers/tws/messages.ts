import { Decimal } from '../../../engine/model/decimal.ts';
import { averagePriceOf, type BookExecution, type BookPosition, leavesOf } from '../book.ts';
import { newYorkTime } from '../sessions.ts';
import type { TwsContract } from './contracts.ts';
import type { Fields } from './frames.ts';
import { statusOf, type TwsOrder } from './tws-order.ts';

/** The numbers of the messages that the simulator sends, by the names of the client's events. */
export const OUT = {
  tickPrice: 1,
  tickSize: 2,
  orderStatus: 3,
  error: 4,
  openOrder: 5,
  accountValue: 6,
  portfolioValue: 7,
  accountUpdateTime: 8,
  nextValidId: 9,
  contractData: 10,
  execDetails: 11,
  managedAccounts: 15,
  historicalData: 17,
  tickGeneric: 45,
  currentTime: 49,
  realTimeBar: 50,
  contractDataEnd: 52,
  openOrderEnd: 53,
  accountDownloadEnd: 54,
  execDetailsEnd: 55,
  tickSnapshotEnd: 57,
  marketDataType: 58,
  commissionReport: 59,
  position: 61,
  positionEnd: 62,
  accountSummary: 63,
  accountSummaryEnd: 64,
  tickReqParams: 81,
  historicalDataUpdate: 90,
  marketRule: 93,
  pnl: 94,
  pnlSingle: 95,
  tickByTick: 99,
  completedOrder: 101,
  completedOrdersEnd: 102,
} as const;

export type OutName = keyof typeof OUT;

/** A message with its name, which is the point of its faults. */
export interface OutMessage {
  readonly name: OutName;
  readonly fields: Fields;
}

/** The largest double and the largest integer stand for numbers that are not set. */
const NO_NUMBER = '1.7976931348623157E308';
const NO_INTEGER = 2147483647;

/** Puts the number of its kind before the fields of a message. */
export const message = (name: OutName, ...fields: Fields): OutMessage => ({ name, fields: [OUT[name], ...fields] });

/** An error or a notice; without an id it concerns the connection. */
export const error = (id: number, code: number, text: string, reject = ''): OutMessage =>
  message('error', 2, id, code, text, reject);

/** Fields in groups, as the documents list them. */
const joined = (...groups: readonly Fields[]): Fields => groups.flat();

const text = (value: Decimal): string => value.normalize().toString();
const average = (order: TwsOrder): string => text((averagePriceOf(order.book) ?? Decimal.zero).round(9));

/** The fields of a contract without expiry, strike and right: the middle of many messages. */
const contractFields = ({ conId, symbol, secType }: TwsContract): Fields => [conId, symbol, secType, '', 0, '', ''];

export function orderStatus(order: TwsOrder): OutMessage {
  const { orderId, book, permId, placed, clientId, whyHeld } = order;
  const last = book.filled.isZero ? '0' : average(order);
  return message(
    'orderStatus',
    orderId,
    statusOf(order),
    text(book.filled),
    text(leavesOf(book)),
    average(order),
    permId,
    placed.parentId,
    last,
    clientId,
    whyHeld,
    0,
  );
}

/** An order in full: 136 fields at server version 176. */
export function openOrder(order: TwsOrder, warning = ''): OutMessage {
  return message('openOrder', order.orderId, ...orderHead(order), ...orderMiddle(order), ...orderTail(order, warning));
}

/** From the contract to the client's own words. */
function orderHead({ contract, placed, account, clientId, permId, book }: TwsOrder): Fields {
  return [
    ...contractFields(contract),
    contract.exchange,
    contract.currency,
    contract.symbol,
    contract.symbol,
    placed.action,
    text(book.request.quantity),
    placed.type,
    placed.limitPrice ?? 0,
    placed.auxPrice ?? 0,
    placed.timeInForce,
    placed.ocaGroup,
    account,
    '',
    0,
    placed.orderRef,
    clientId,
    permId,
  ];
}

/** From the hours to the status. The kind of delta-neutral order is "None", which brings eight fields more. */
function orderMiddle({ placed }: TwsOrder): Fields {
  const { isOutsideRth, ocaType, parentId, trailStopPrice = NO_NUMBER, trailingPercent = NO_NUMBER } = placed;
  return joined(
    [isOutsideRth, 0, 0, '', '', '', '', '', '', '', '', '', NO_NUMBER, ''],
    // short sale, auction, box and pegged orders
    [0, '', -1, 0, NO_NUMBER, NO_NUMBER, NO_NUMBER, NO_NUMBER, NO_NUMBER],
    [NO_INTEGER, 0, 0, 0, NO_INTEGER, ocaType, 0, 0, NO_NUMBER, parentId, 0],
    // volatility and delta-neutral orders
    [NO_NUMBER, 0, 'None', NO_NUMBER, 0, '', '', '', '?', 0, 0, '', 0, 0],
    [trailStopPrice, trailingPercent, NO_NUMBER, NO_INTEGER, '', 0, 0, 0],
    // scale, hedge, clearing and algorithms
    [NO_INTEGER, NO_INTEGER, NO_NUMBER, '', 0, '', 'IB', 0, 0, '', 0],
  );
}

/** From the status to the end. */
function orderTail(order: TwsOrder, warning: string): Fields {
  const { placed, book } = order;
  const margins = new Array<string>(9).fill(NO_NUMBER);
  const cost = book.request.quantity.mul(book.request.limitPrice ?? Decimal.zero);
  if (placed.isWhatIf) margins.splice(3, 1, text(cost.div(Decimal.two)));
  return joined(
    [placed.isWhatIf, statusOf(order), ...margins],
    [NO_NUMBER, NO_NUMBER, NO_NUMBER, '', warning],
    // random sizes, conditions, adjusted orders, tiers
    [0, 0, 0, 'None', NO_NUMBER, placed.trailStopPrice ?? NO_NUMBER, NO_NUMBER],
    [NO_NUMBER, NO_NUMBER, NO_NUMBER, 0, '', '', ''],
    [0, 0, 0, 0, 0, 0, NO_INTEGER, 0],
    [NO_INTEGER, NO_INTEGER, NO_NUMBER, NO_NUMBER, NO_NUMBER],
  );
}

/** An order that has ended. */
export function completedOrder(order: TwsOrder): OutMessage {
  const { placed, permId, book } = order;
  const { isOutsideRth, ocaType, trailStopPrice = NO_NUMBER, trailingPercent = NO_NUMBER } = placed;
  const head = orderHead(order);
  // without the id of the client
  const withoutClient = [...head.slice(0, -2), permId];
  const ended = new Date(book.endedUtc ?? book.updatedUtc).toISOString();
  const fields = joined(
    withoutClient,
    [isOutsideRth, 0, 0, '', '', '', '', '', '', '', NO_NUMBER, ''],
    [0, '', -1, NO_NUMBER, NO_NUMBER, NO_NUMBER, NO_NUMBER, NO_NUMBER, NO_INTEGER],
    [0, 0, NO_INTEGER, ocaType, 0],
    [NO_NUMBER, 0, 'None', NO_NUMBER, 0, 0, 0, '', 0, 0],
    [trailStopPrice, trailingPercent, '', 0, 0, 0, NO_INTEGER, NO_INTEGER, NO_NUMBER, ''],
    ['', 'IB', 0, 0, '', 0, statusOf(order), 0, 0, 0, trailStopPrice, NO_NUMBER],
    [0, 0, 0, '', text(book.filled), 0, 0, '', 0, 0, 0],
    [twsTime(book.endedUtc ?? book.updatedUtc), `${statusOf(order)} at ${ended}`],
    [NO_INTEGER, NO_INTEGER, NO_NUMBER, NO_NUMBER, NO_NUMBER],
  );
  return message('completedOrder', ...fields);
}

/** A time as executions carry it with TWS set to UTC: `20260310-14:00:00`. */
export function twsTime(utc: number): string {
  const [date = '', time = ''] = new Date(utc).toISOString().split('T');
  return `${date.replaceAll('-', '')}-${time.slice(0, 8)}`;
}

const part = (value: number, length: number): string => value.toString(16).padStart(length, '0');

/** The id of an execution; its last part counts corrections from 01. */
export function execIdOf(order: TwsOrder, execution: BookExecution): string {
  const revision = String(execution.revision + 1).padStart(2, '0');
  return `0000e0d5.${part(order.permId, 8)}.${part(execution.id, 2)}.${revision}`;
}

/** @param reqId -1 for what nobody asked for */
export function execDetails(reqId: number, order: TwsOrder, execution: BookExecution): OutMessage {
  const { orderId, contract, account, permId, clientId, placed, book } = order;
  return message(
    'execDetails',
    reqId,
    orderId,
    ...contractFields(contract),
    contract.exchange,
    contract.currency,
    contract.symbol,
    contract.symbol,
    execIdOf(order, execution),
    twsTime(execution.utc),
    account,
    contract.primaryExchange,
    execution.side === 'buy' ? 'BOT' : 'SLD',
    execution.isBusted ? '0' : text(execution.quantity),
    text(execution.price),
    permId,
    clientId,
    0,
    execution.revision === 0 ? text(execution.cumulative) : text(book.filled),
    average(order),
    placed.orderRef,
    '',
    '',
    '',
    1,
  );
}

export function commissionReport(order: TwsOrder, execution: BookExecution): OutMessage {
  const { currency } = order.contract;
  return message(
    'commissionReport',
    1,
    execIdOf(order, execution),
    text(execution.fee),
    currency,
    NO_NUMBER,
    NO_NUMBER,
    '',
  );
}

export function position(account: string, contract: TwsContract, { quantity, averagePrice }: BookPosition): OutMessage {
  const { exchange, currency, symbol } = contract;
  return message(
    'position',
    3,
    account,
    ...contractFields(contract),
    exchange,
    currency,
    symbol,
    symbol,
    text(quantity),
    text(averagePrice.round(9)),
  );
}

export function portfolioValue(account: string, contract: TwsContract, held: BookPosition, price: Decimal): OutMessage {
  const { primaryExchange, currency, symbol } = contract;
  const value = held.quantity.mul(price);
  const gain = value.sub(held.quantity.mul(held.averagePrice)).round(9);
  const numbers = [held.quantity, price, value, held.averagePrice.round(9), gain, held.realized.round(9)].map(text);
  return message(
    'portfolioValue',
    8,
    ...contractFields(contract),
    primaryExchange,
    currency,
    symbol,
    symbol,
    ...numbers,
    account,
  );
}

export function contractData(reqId: number, contract: TwsContract): OutMessage {
  const { conId, symbol, secType, exchange, currency, minTick, longName, primaryExchange, isFractional } = contract;
  const step = isFractional ? '0.0001' : '1';
  const fields = joined(
    [symbol, secType, '', 0, '', exchange, currency, symbol, 'NMS', symbol, conId, minTick, ''],
    ['ACTIVETIM,LMT,MKT,STP,STPLMT,TRAIL,WHATIF', `SMART,${primaryExchange}`, 1, 0, longName, primaryExchange],
    ['', 'Technology', 'Test', 'Test', 'US/Eastern', '', '', '', '', 0, 1, '', '', '26', '', 'COMMON'],
    [step, step, isFractional ? '0.0001' : '100'],
  );
  return message('contractData', reqId, ...fields);
}

/** A time of New York as history writes it: `20260310 10:00:00 US/Eastern`. */
export function historyTime(utc: number): string {
  const { date, time } = newYorkTime(utc);
  return `${date.replaceAll('-', '')} ${time} US/Eastern`;
}
