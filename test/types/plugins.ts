import { ContainerModule } from 'inversify';
import {
  type Brokerage,
  BrokerageFactory,
  type BrokerageModel,
  BrokerageModelFactory,
  type BrokerageSession,
  BuyingPowerModelFactory,
  type DataSource,
  DataSourceFactory,
  Decimal,
  DefaultBrokerageModel,
  EngineError,
  errorTable,
  type FeeModel,
  FeeModelFactory,
  type FillContext,
  type FillModel,
  FillModelFactory,
  LeanFolder,
  type LogFile,
  MarketField,
  type ModelFactory,
  NullFeeModel,
  type OrderInstruction,
  type OrderView,
  OrderType,
  RecordLog,
  ResultHandlerFactory,
  type ResultHandler,
  SecurityMarginModel,
  type SecurityView,
  type SettlementModel,
  SettlementModelFactory,
  type SlippageModel,
  SlippageModelFactory,
  token,
} from 'tradewright/plugin';
import type * as entry from 'tradewright/plugin';

// @ts-expect-error the base class of strategies is not for plugins
export type Hidden = (typeof entry)['Algorithm'];

const ERRORS = errorTable({
  BAD: { code: 'EXAMPLE_BAD', exitCode: 3, meaning: 'A part makes no model.', remedy: 'Write a number.' },
});

const feeModel: FeeModel = {
  getOrderFee: ({ quoteCurrency }, { absoluteQuantity }) => ({
    amount: Decimal.of(absoluteQuantity),
    currency: quoteCurrency.symbol,
  }),
};

const fillModel: FillModel = {
  fill({ cache }, order, context) {
    if (order.type === OrderType.StopLimit) context.stopTriggered = true;
    context.price = cache.get(MarketField.TradeClose);
    context.quantity = order.quantityRemaining;
  },
};

const slippageModel: SlippageModel = { getSlippage: ({ price }) => price * 0.001 };

const settlementModel: SettlementModel = {
  applyFunds(account, _security, _utc, currency, amount) {
    account.addSettled(currency, amount);
  },
  scan() {},
};

const resultHandler: ResultHandler = {
  files: ({ orders, orderEvents }) => [{ name: 'count.txt', content: `${orders.length} ${orderEvents.length}` }],
};

/** Rules of a broker, based on the engine's. */
class Rules extends DefaultBrokerageModel {
  override refusalToSubmit(security: SecurityView, order: OrderView): string | undefined {
    return order.quantity < 0 && !security.holdings.isLong ? 'Nothing is sold that is not held.' : undefined;
  }
}

const one = <Model>(model: Model): ModelFactory<Model> => ({ create: () => model });

/** Every kind of binding of a plugin, each to the contract of its token. It is only compiled, never run. */
export default new ContainerModule(({ bind }) => {
  bind(FeeModelFactory).toConstantValue(one(feeModel)).whenNamed('example');
  bind(FillModelFactory).toConstantValue(one(fillModel)).whenNamed('example');
  bind(SlippageModelFactory).toConstantValue(one(slippageModel)).whenNamed('example');
  bind(SettlementModelFactory).toConstantValue(one(settlementModel)).whenNamed('example');
  bind(BuyingPowerModelFactory)
    .toConstantValue(one(new SecurityMarginModel(2)))
    .whenNamed('example');
  bind(BrokerageModelFactory)
    .toConstantValue({ create: (): BrokerageModel => new Rules() })
    .whenNamed('example');
  bind(ResultHandlerFactory)
    .toConstantValue({ create: () => resultHandler })
    .whenNamed('example');
  bind(DataSourceFactory).toConstantValue({ create: dataSource }).whenNamed('example');
  // @ts-expect-error a number is not a factory of fee models
  bind(FeeModelFactory).toConstantValue(42);
  // @ts-expect-error a factory of slippage models is not one of fee models
  bind(FeeModelFactory).toConstantValue(one(slippageModel));
  // @ts-expect-error a model is not its factory
  bind(FillModelFactory).toConstantValue(fillModel);
  // @ts-expect-error a broker needs more members
  bind(BrokerageFactory).toConstantValue({ create: () => ({ name: 'example' }) });
});

function dataSource(): DataSource {
  const folder = new LeanFolder('/data');
  if (folder === undefined) throw new EngineError(ERRORS.BAD, 'There is no folder. Name one.');
  return { name: 'example', open: () => ({ next: () => undefined }), factorRows: () => [], mapRows: () => [] };
}

/** The arguments of models, brokers and logs are readonly. */
export function written(context: FillContext, { order }: OrderInstruction, session: BrokerageSession): void {
  const { market } = session;
  // @ts-expect-error orders are readonly for brokers
  order.quantity = 5;
  // @ts-expect-error orders are readonly for brokers
  order.security.holdings.quantity = 5;
  // @ts-expect-error the run's cash is readonly for brokers
  market.portfolio.cashBook.account.amount = 5;
  // @ts-expect-error the run's clock is readonly for brokers
  market.clock.utc = 5;
  // @ts-expect-error there is no such decision
  context.status = 'Filled';
  const simulated = market.simulate({ report() {}, logError() {} });
  simulated.place(order);
}

/** A contract that a plugin declares. */
export const CalendarFactory = token<{ create(): { isHoliday(date: number): boolean } }>('CalendarFactory');

/** Log files and other members of a broker. */
export function open(file: LogFile): { log: RecordLog; orders: Brokerage['openOrders']; fees: FeeModel } {
  return { log: new RecordLog(file), orders: async () => [], fees: new NullFeeModel() };
}
