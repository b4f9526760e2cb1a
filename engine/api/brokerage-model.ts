import type { SecurityType } from '../model/security-type.ts';
import type { OrderGroupKind } from '../model/order-groups.ts';
import type { OrderView, UpdateOrderFields } from './order-view.ts';
import type { SecurityView } from './security-view.ts';
import type { BuyingPowerModel, FeeModel, FillModel, SettlementModel, SlippageModel } from './security-models.ts';
import type { BuiltInContract } from './contract.ts';

/** The type of an account: a margin account may borrow cash and sell short, a cash account may not. */
export type AccountType = 'margin' | 'cash';

/** The names of the built-in brokerage models; plugins add further ones. */
export type BrokerageModelName =
  | 'default'
  | 'ibkr'
  | 'coinbase'
  | 'tradestation'
  | 'bitfinex'
  | 'binance'
  | 'alpaca'
  | (string & {});

/** The benchmark of a run whose strategy and configuration set none: a symbol, or none (a constant 0). */
export type DefaultBenchmark =
  | { readonly ticker: string; readonly securityType: SecurityType; readonly market: string }
  | undefined;

/** The type and symbol by which models are chosen; both are known before the security itself exists. */
export type SecurityKind = Pick<SecurityView, 'symbol'>;

/** The rules of one broker for orders, leverage and fees, in backtests and live (LEAN's IBrokerageModel). */
export interface BrokerageModel {
  readonly name: BrokerageModelName;
  readonly accountType: AccountType;
  /** Trading days per year in the statistics: 252, or 365 for markets that never close. */
  readonly tradingDaysPerYear: number;
  /** The default market of a security type. */
  defaultMarket(type: SecurityType): string;
  /** Undefined when the broker accepts the order; otherwise the reason for the rejection, a whole sentence. */
  refusalToSubmit(security: SecurityView, order: OrderView): string | undefined;
  /** Undefined when the broker accepts the update; otherwise the reason for the rejection, a whole sentence. */
  refusalToUpdate(security: SecurityView, order: OrderView, fields: UpdateOrderFields): string | undefined;
  /** Whether the order may be executed now; false leaves it open. */
  canExecuteOrder(security: SecurityView, order: OrderView): boolean;
  /** The update that adjusts an open order for a split; `factor` is the new price divided by the old one. */
  splitUpdate(order: OrderView, factor: number): UpdateOrderFields;
  /**
   * Order groups that the broker supports natively, so that exit orders stay active while the engine is not running. The
   * engine simulates all groups; a broker with native support reads `order.group` of each order. Default: none.
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
