import {
  AlpacaFeeModel,
  BinanceFeeModel,
  BitfinexFeeModel,
  type BuyingPowerModel,
  CashBuyingPowerModel,
  CoinbaseFeeModel,
  ConstantFeeModel,
  ConstantSlippageModel,
  DelayedSettlementModel,
  EquityFillModel,
  type FeeModel,
  type FillModel,
  ImmediateFillModel,
  ImmediateSettlementModel,
  InteractiveBrokersFeeModel,
  LatestPriceFillModel,
  type ModelFactory,
  NextOpenFillModel,
  NullBuyingPowerModel,
  NullFeeModel,
  NullSlippageModel,
  PercentFeeModel,
  SecurityMarginModel,
  type SettlementModel,
  type SlippageModel,
  TradeStationFeeModel,
  VolumeShareSlippageModel,
} from 'tradewright/plugin';
import { Parts } from './parts.ts';

type Named<Model> = ReadonlyMap<string, ModelFactory<Model>>;

/** The entry of a model that takes at most `most` arguments. */
function model<Model>(name: string, most: number, make: (parts: Parts) => Model): [string, ModelFactory<Model>] {
  return [name, { create: ({ parts }) => make(new Parts(name, parts, most)) }];
}

export const FILL_MODELS: Named<FillModel> = new Map<string, ModelFactory<FillModel>>([
  model('equity', 0, () => new EquityFillModel()),
  model('immediate', 0, () => new ImmediateFillModel()),
  model('latest-price', 0, () => new LatestPriceFillModel()),
  model('next-open', 0, () => new NextOpenFillModel()),
]);

export const FEE_MODELS: Named<FeeModel> = new Map<string, ModelFactory<FeeModel>>([
  model('interactive-brokers', 0, () => new InteractiveBrokersFeeModel()),
  model('alpaca', 0, () => new AlpacaFeeModel()),
  model('tradestation', 0, () => new TradeStationFeeModel()),
  model('coinbase', 0, () => new CoinbaseFeeModel()),
  model('binance', 0, () => new BinanceFeeModel()),
  model('bitfinex', 0, () => new BitfinexFeeModel()),
  model(
    'constant',
    2,
    (parts) => new ConstantFeeModel(parts.number(0, { name: 'an amount', smallest: 0 }), parts.text(1)),
  ),
  model('percent', 1, (parts) => new PercentFeeModel(parts.number(0, { name: 'a share', smallest: 0 }))),
  model('none', 0, () => new NullFeeModel()),
]);

export const SLIPPAGE_MODELS: Named<SlippageModel> = new Map<string, ModelFactory<SlippageModel>>([
  model('none', 0, () => new NullSlippageModel()),
  model('constant', 1, (parts) => new ConstantSlippageModel(parts.number(0, { name: 'a share', smallest: 0 }))),
  model('volume-share', 2, (parts) => {
    const limit = parts.number(0, { name: 'a limit', smallest: 0, otherwise: 0.025 });
    return new VolumeShareSlippageModel(limit, parts.number(1, { name: 'an impact', smallest: 0, otherwise: 0.1 }));
  }),
]);

export const SETTLEMENT_MODELS: Named<SettlementModel> = new Map<string, ModelFactory<SettlementModel>>([
  model('immediate', 0, () => new ImmediateSettlementModel()),
  model(
    'delayed',
    1,
    (parts) => new DelayedSettlementModel(parts.number(0, { name: 'days', smallest: 0, otherwise: 1 })),
  ),
]);

export const BUYING_POWER_MODELS: Named<BuyingPowerModel> = new Map<string, ModelFactory<BuyingPowerModel>>([
  model(
    'margin',
    1,
    (parts) => new SecurityMarginModel(parts.number(0, { name: 'a leverage', smallest: 1, otherwise: 2 })),
  ),
  model('cash', 0, () => new CashBuyingPowerModel()),
  model('none', 0, () => new NullBuyingPowerModel()),
]);
