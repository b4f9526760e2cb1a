import { Decimal } from '../../../engine/model/decimal.ts';
import { isFinal } from '../book.ts';
import { newYorkTime } from '../sessions.ts';
import { type ClientSession, farmNotices, nextValidId } from './client-session.ts';
import { contractQuery, findContracts, type TwsContract } from './contracts.ts';
import { barsFor, historicalData, readHistoryRequest } from './history.ts';
import {
  commissionReport,
  completedOrder,
  contractData,
  error,
  execDetails,
  message,
  openOrder,
  orderStatus,
} from './messages.ts';
import { readPlaceOrder } from './place-order.ts';
import type { TwsOrder } from './tws-order.ts';
import type { TwsPeer } from './tws-peer.ts';

type Handler = (peer: TwsPeer, session: ClientSession, fields: readonly string[]) => void;

const NO_CONTRACT = 'No security definition has been found for the request';

const sendOrders = (session: ClientSession, orders: readonly TwsOrder[]): void => {
  for (const order of orders) {
    session.send(openOrder(order));
    session.send(orderStatus(order));
  }
  session.send(message('openOrderEnd', 1));
};

function orderHandlers(): Record<string, Handler> {
  return {
    placeOrder: (peer, session, fields) => {
      const placed = readPlaceOrder(fields);
      const orderId = Number(fields[1]);
      if (placed === undefined)
        session.send(error(orderId, 321, 'Error validating request: this simulator knows plain orders only.'));
      else {
        peer.noteOrderId(session.clientId ?? 0, orderId);
        peer.desk.place(session.clientId ?? 0, placed, peer.lowestOrderId);
      }
    },
    cancelOrder: (peer, session, fields) => peer.desk.cancel(session.clientId ?? 0, Number(fields[2])),
    reqGlobalCancel: (peer) => peer.desk.cancelAll(),
    reqOpenOrders: (peer, session) => {
      if (session.clientId === 0) peer.desk.bindManual();
      sendOrders(
        session,
        peer.desk.open.filter(({ clientId }) => clientId === session.clientId),
      );
    },
    reqAllOpenOrders: (peer, session) => sendOrders(session, peer.desk.open),
    reqAutoOpenOrders: (peer, session, fields) => {
      session.bindsManualOrders = fields[2] === '1' && session.clientId === 0;
      if (session.bindsManualOrders) peer.desk.bindManual();
    },
    reqCompletedOrders: (peer, session) => {
      const today = newYorkTime(peer.market.clock.utc).date;
      for (const order of peer.desk.orders) {
        const { state, endedUtc = NaN } = order.book;
        if (isFinal(state) && newYorkTime(endedUtc).date === today) session.send(completedOrder(order));
      }
      session.send(message('completedOrdersEnd'));
    },
    reqExecutions: (peer, session, fields) => {
      const reqId = Number(fields[2]);
      const [client, , , symbol, , , side] = fields.slice(3);
      const today = newYorkTime(peer.market.clock.utc).date;
      for (const execution of peer.book.executions) {
        const order = peer.desk.orders[execution.orderId - 1];
        if (order === undefined || newYorkTime(execution.utc).date !== today) continue;
        if (session.clientId !== 0 && order.clientId !== session.clientId) continue;
        if (Number(client || 0) > 0 && order.clientId !== Number(client)) continue;
        if ((symbol ?? '') !== '' && order.contract.symbol !== symbol) continue;
        if ((side ?? '') !== '' && (side === 'BUY' || side === 'BOT') !== (execution.side === 'buy')) continue;
        session.send(execDetails(reqId, order, execution));
        session.send(commissionReport(order, execution));
      }
      session.send(message('execDetailsEnd', 1, reqId));
    },
  };
}

function accountHandlers(): Record<string, Handler> {
  return {
    reqAccountUpdates: (peer, session, fields) => {
      session.watchesAccount = fields[2] === '1';
      if (!session.watchesAccount) return;
      peer.sendAccount(session);
      session.send(message('accountDownloadEnd', 1, peer.account));
    },
    reqAccountSummary: (peer, session, fields) => {
      const reqId = Number(fields[2]);
      const tags = (fields[4] ?? '').split(',');
      for (const [tag, value] of Object.entries(peer.accountValues()))
        if (tags.includes(tag))
          session.send(
            message('accountSummary', 1, reqId, peer.account, tag, value, tag === 'AccountType' ? '' : 'USD'),
          );
      session.send(message('accountSummaryEnd', 1, reqId));
    },
    cancelAccountSummary: () => {},
    reqPositions: (peer, session) => {
      session.watchesPositions = true;
      peer.sendPositions(session);
      session.send(message('positionEnd', 1));
    },
    cancelPositions: (_, session) => {
      session.watchesPositions = false;
    },
    reqPnL: (peer, session, fields) => {
      const gains = peer.book.positions.reduce((sum, { realized }) => sum.add(realized), Decimal.zero);
      session.send(message('pnl', Number(fields[1]), 0, 0, gains.toString()));
    },
    cancelPnL: () => {},
  };
}

/** The contract of a request for data; sends the error when there is none, no permission or no line left. */
function contractFor(
  peer: TwsPeer,
  session: ClientSession,
  reqId: number,
  fields: readonly string[],
  start: number,
): TwsContract | undefined {
  const [contract] = findContracts(peer.contracts, contractQuery(fields, start));
  const refuse = (code: number, text: string): undefined => session.send(error(reqId, code, text)) as undefined;
  if (contract === undefined) return refuse(200, NO_CONTRACT);
  if (session.feeds.has(reqId)) return refuse(102, 'Duplicate ticker ID.');
  if (session.feeds.lines >= peer.marketDataLines) return refuse(101, 'Max number of tickers has been reached.');
  if (!peer.hasMarketData && session.marketDataType === 1)
    return refuse(354, 'Requested market data is not subscribed. Delayed market data is available.');
  return contract;
}

const cancel: Handler = (_, session, fields) => {
  const reqId = Number(fields.at(-1));
  if (!session.feeds.remove(reqId)) session.send(error(reqId, 300, `Can't find EId with tickerId:${reqId}`));
};

function dataHandlers(): Record<string, Handler> {
  return {
    reqMarketDataType: (_, session, fields) => {
      session.marketDataType = Number(fields[2]);
    },
    reqMktData: (peer, session, fields) => {
      const reqId = Number(fields[2]);
      const contract = contractFor(peer, session, reqId, fields, 3);
      // behind the contract: delta neutral, generic ticks, snapshot
      if (contract !== undefined) session.feeds.addQuotes(reqId, contract, fields[17] === '1', session.marketDataType);
    },
    cancelMktData: cancel,
    reqTickByTickData: (peer, session, fields) => {
      const reqId = Number(fields[1]);
      const contract = contractFor(peer, session, reqId, fields, 2);
      if (contract !== undefined) session.feeds.addTicks(reqId, contract, fields[14] ?? '');
    },
    cancelTickByTickData: cancel,
    reqRealTimeBars: (peer, session, fields) => {
      const reqId = Number(fields[2]);
      const contract = contractFor(peer, session, reqId, fields, 3);
      if (contract !== undefined) session.feeds.addBars(reqId, contract);
    },
    cancelRealTimeBars: cancel,
    reqHistoricalData: (peer, session, fields) => {
      const [contract] = findContracts(peer.contracts, contractQuery(fields, 2));
      const request = readHistoryRequest(fields, contract?.symbol ?? '');
      const refuse = (code: number, text: string): void => session.send(error(request.reqId, code, text));
      const { utc } = peer.market.clock;
      if (contract === undefined) return refuse(200, NO_CONTRACT);
      if (request.keepsUpToDate && request.end !== '')
        return refuse(321, 'Error validating request.-End Date not supported with keepUpToDate');
      if (peer.pacing.isTooFast(request, utc))
        return refuse(162, 'Historical Market Data Service error message:API historical data query pacing violation');
      const bars = barsFor(peer.market, request);
      if (bars === undefined) return refuse(321, 'Error validating request.-Invalid step or duration');
      if (bars.length === 0)
        return refuse(
          162,
          `Historical Market Data Service error message:HMDS query returned no data: ${contract.symbol}@SMART Trades`,
        );
      session.send(historicalData(request, bars, utc));
      return request.keepsUpToDate ? session.feeds.addHistory(request) : undefined;
    },
    cancelHistoricalData: cancel,
  };
}

/** What the simulator does for each request. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  startApi: (peer, session, fields) => {
    const clientId = Number(fields[2]);
    if (peer.isConnected(clientId)) {
      session.send(
        error(-1, 326, 'Unable to connect as the client id is already in use. Retry with a unique client id.'),
      );
      session.end();
      return;
    }
    session.clientId = clientId;
    session.send(message('managedAccounts', 1, peer.accounts.join(',')));
    session.send(nextValidId(peer.nextOrderId(clientId)));
    for (const notice of farmNotices()) session.send(notice);
    if (peer.desk.isOffline)
      session.send(error(-1, 1100, 'Connectivity between IB and Trader Workstation has been lost.'));
  },
  reqIds: (peer, session) => session.send(nextValidId(peer.nextOrderId(session.clientId ?? 0))),
  reqManagedAccts: (peer, session) => session.send(message('managedAccounts', 1, peer.accounts.join(','))),
  reqCurrentTime: (peer, session) =>
    session.send(message('currentTime', 1, Math.floor((peer.market.clock.utc + peer.clockSkewMs) / 1000))),
  setServerLogLevel: () => {},
  reqContractDetails: (peer, session, fields) => {
    const reqId = Number(fields[2]);
    const found = findContracts(peer.contracts, contractQuery(fields, 3));
    if (found.length === 0) return session.send(error(reqId, 200, NO_CONTRACT));
    for (const contract of found) session.send(contractData(reqId, contract));
    return session.send(message('contractDataEnd', 1, reqId));
  },
  reqMarketRule: (_, session, fields) => session.send(message('marketRule', Number(fields[1]), 1, 0, '0.01')),
  ...orderHandlers(),
  ...accountHandlers(),
  ...dataHandlers(),
};
