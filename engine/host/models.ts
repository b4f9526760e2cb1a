import {
  BuyingPowerModelFactory,
  FeeModelFactory,
  FillModelFactory,
  SettlementModelFactory,
  SlippageModelFactory,
} from '../api/tokens.ts';
import type { BacktestRequest } from '../runtime/run-request.ts';
import type { Plan } from './plan.ts';
import type { Scopes } from './scopes.ts';

/** Creates, per security, the plan's models that replace the brokerage model's; undefined if the plan has none. */
export function modelsOf({ models, seed }: Plan, scopes: Scopes): BacktestRequest['models'] {
  if (Object.keys(models).length === 0) return undefined;
  const { fill, fee, slippage, settlement, buyingPower } = models;
  return ({ symbol }) => {
    const request = (parts: readonly string[]) => ({ symbol, parts, seed });
    return {
      ...(fill && { fillModel: scopes.factory(FillModelFactory, fill).create(request(fill.parts)) }),
      ...(fee && { feeModel: scopes.factory(FeeModelFactory, fee).create(request(fee.parts)) }),
      ...(slippage && {
        slippageModel: scopes.factory(SlippageModelFactory, slippage).create(request(slippage.parts)),
      }),
      ...(settlement && {
        settlementModel: scopes.factory(SettlementModelFactory, settlement).create(request(settlement.parts)),
      }),
      ...(buyingPower && {
        buyingPowerModel: scopes.factory(BuyingPowerModelFactory, buyingPower).create(request(buyingPower.parts)),
      }),
    };
  };
}
