import type { SecurityType } from '../model/security-type.ts';
import type { OrderGroupKind } from '../model/order-groups.ts';
import type { OrderView, UpdateOrderFields } from './order-view.ts';
import type { SecurityView } from './security-view.ts';
import type { BuyingPowerModel, FeeModel, FillModel, SettlementModel, SlippageModel } from './security-models.ts';
import type { BuiltInContract } from './contract.ts';

/** A margin account lends; a cash account does not. */
export type AccountType = 'margin' | 'cash';

/** The names of the engine's own brokerage models; plugins add theirs. */
export type BrokerageModelName =
  | 'default'
  | 'ibkr'
  | 'coinbase'
  | 'tradestation'
  | 'bitfinex'
  | 'binance'
  | 'alpaca'
  | (string & {});

/** What the benchmark of a run is when nobody names one: a symbol, or none (a constant 0). */
export type DefaultBenchmark =
  | { readonly ticker: string; readonly securityType: SecurityType; readonly market: string }
  | undefined;

/** What models are chosen by: type and symbol are known before the security itself exists. */
export type SecurityKind = Pick<SecurityView, 'symbol'>;

/** The rules of one broker, the same in a backtest and live: what it takes, lends and charges (LEAN's IBrokerageModel). */
export interface BrokerageModel {
  readonly name: BrokerageModelName;
  readonly accountType: AccountType;
  /** Trading days a year in the statistics: 252, or 365 where markets never close. */
  readonly tradingDaysPerYear: number;
  /** The market of a security type when the strategy names none. */
  defaultMarket(type: SecurityType): string;
  /** Undefined when the broker takes the order; else the reason, a whole sentence. */
  refusalToSubmit(security: SecurityView, order: OrderView): string | undefined;
  /** Undefined when the broker takes the change; else the reason, a whole sentence. */
  refusalToUpdate(security: SecurityView, order: OrderView, fields: UpdateOrderFields): string | undefined;
  /** False keeps the order waiting. */
  canExecuteOrder(security: SecurityView, order: OrderView): boolean;
  /** What changes about an open order, so that it means the same after a split; `factor` is old price over new. */
  splitUpdate(order: OrderView, factor: number): UpdateOrderFields;
  /**
   * Groups of orders that the broker itself can hold, so that exits stand even while the engine does not run. The engine
   * simulates all groups; a broker that takes groups over reads `order.group` of what it is handed. None where it is left out.
   */
  readonly orderGroups?: readonly OrderGroupKind[];
  getLeverage(security: SecurityKind): number;
  getFillModel(security: SecurityKind): FillModel;
  getFeeModel(security: SecurityKind): FeeModel;
  getSlippageModel(security: SecurityKind): SlippageModel;
  getSettlementModel(security: SecurityKind): SettlementModel;
  getBuyingPowerModel(security: SecurityKind): BuyingPowerModel;
  getBenchmark(): DefaultBenchmark;
}

export const BROKERAGE_MODEL: BuiltInContract = {
  name: 'BrokerageModel',
  description: 'The rules of one broker',
  key: 'brokerageModel',
  choice: 'one',
  flag: 'brokerage-model',
  conformance: 'brokerageModelConformance',
};
