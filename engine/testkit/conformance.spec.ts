import { TickType } from '../model/data-kinds.ts';
import { Resolution } from '../model/resolution.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { BROKERAGE_MODEL_NAMES, brokerageModel } from '../transactions/models/brokerage/index.ts';
import { NullBuyingPowerModel } from '../transactions/models/buying-power/cash-buying-power-model.ts';
import { SecurityMarginModel } from '../transactions/models/buying-power/security-margin-model.ts';
import { ConstantFeeModel } from '../transactions/models/fee/constant-fee-model.ts';
import { InteractiveBrokersFeeModel } from '../transactions/models/fee/interactive-brokers-fee-model.ts';
import { PercentFeeModel } from '../transactions/models/fee/percent-fee-model.ts';
import { EquityFillModel } from '../transactions/models/fill/equity-fill-model.ts';
import { ImmediateFillModel } from '../transactions/models/fill/immediate-fill-model.ts';
import { LatestPriceFillModel } from '../transactions/models/fill/latest-price-fill-model.ts';
import { NextOpenFillModel } from '../transactions/models/fill/next-open-fill-model.ts';
import {
  DelayedSettlementModel,
  ImmediateSettlementModel,
} from '../transactions/models/settlement/settlement-models.ts';
import { ConstantSlippageModel, VolumeShareSlippageModel } from '../transactions/models/slippage/slippage-models.ts';
import {
  brokerageModelConformance,
  buyingPowerModelConformance,
  settlementModelConformance,
} from './account-conformance.ts';
import { dataSourceConformance } from './data-source-conformance.ts';
import { MemoryDataSource } from './memory-data-source.ts';
import { feeModelConformance, fillModelConformance, slippageModelConformance } from './model-conformance.ts';

const DAY = 86_400_000;
const FIRST = Date.UTC(2004, 0, 2);
const prices = { open: 10, high: 12, low: 9, close: 11, volume: 5 };

dataSourceConformance('the in-memory source', {
  create: () =>
    new MemoryDataSource(
      { AAA: [0, 1, 2, 3, 4].map((day) => ({ time: FIRST + day * DAY, ...prices })) },
      Resolution.Daily,
    ),
  held: {
    symbol: new SecuritySymbol('AAA', SecurityType.Equity, 'usa', 'AAA TEST'),
    resolution: Resolution.Daily,
    tickType: TickType.Trade,
    fromDate: FIRST,
    toDate: FIRST + 4 * DAY,
  },
  broken: 'Data in memory cannot be broken.',
});

fillModelConformance('EquityFillModel', { create: () => new EquityFillModel() });
fillModelConformance('ImmediateFillModel', { create: () => new ImmediateFillModel() });
fillModelConformance('LatestPriceFillModel', { create: () => new LatestPriceFillModel() });
fillModelConformance('NextOpenFillModel', { create: () => new NextOpenFillModel() });

feeModelConformance('InteractiveBrokersFeeModel', { create: () => new InteractiveBrokersFeeModel() });
feeModelConformance('ConstantFeeModel', { create: () => new ConstantFeeModel(1) });
feeModelConformance('PercentFeeModel', { create: () => new PercentFeeModel(0.001) });

slippageModelConformance('ConstantSlippageModel', { create: () => new ConstantSlippageModel(0.001) });
slippageModelConformance('VolumeShareSlippageModel', { create: () => new VolumeShareSlippageModel() });

settlementModelConformance('ImmediateSettlementModel', { create: () => new ImmediateSettlementModel() });
settlementModelConformance('DelayedSettlementModel', { create: () => new DelayedSettlementModel(3) });

buyingPowerModelConformance('SecurityMarginModel', { create: () => new SecurityMarginModel(2) });
buyingPowerModelConformance('NullBuyingPowerModel', { create: () => new NullBuyingPowerModel() });

for (const name of BROKERAGE_MODEL_NAMES)
  brokerageModelConformance(`the brokerage model ${name}`, { create: () => brokerageModel(name) });
