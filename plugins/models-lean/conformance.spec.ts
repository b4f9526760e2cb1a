import { type ModelFactory, SecuritySymbol, SecurityType } from 'tradewright/plugin';
import {
  buyingPowerModelConformance,
  feeModelConformance,
  fillModelConformance,
  settlementModelConformance,
  slippageModelConformance,
} from 'tradewright/testkit';
import { BUYING_POWER_MODELS, FEE_MODELS, FILL_MODELS, SETTLEMENT_MODELS, SLIPPAGE_MODELS } from './models.ts';

const symbol = new SecuritySymbol('AAA', SecurityType.Equity, 'usa', 'AAA');

/** Arguments of the models that require them. */
const PARTS: Readonly<Record<string, readonly string[]>> = { constant: ['0.5'], percent: ['0.001'] };

function made<Model>(name: string, factory: ModelFactory<Model>): { create: () => Model } {
  return { create: () => factory.create({ symbol, parts: PARTS[name] ?? [], seed: 1 }) };
}

/** Models that apply only to currency pairs; the suites use a stock. */
const OF_PAIRS = new Set(['cash']);

for (const [name, factory] of FILL_MODELS) fillModelConformance(`the fill model ${name}`, made(name, factory));
for (const [name, factory] of FEE_MODELS) feeModelConformance(`the fee model ${name}`, made(name, factory));
for (const [name, factory] of SLIPPAGE_MODELS)
  slippageModelConformance(`the slippage model ${name}`, made(name, factory));
for (const [name, factory] of SETTLEMENT_MODELS)
  settlementModelConformance(`the settlement model ${name}`, made(name, factory));
for (const [name, factory] of BUYING_POWER_MODELS)
  if (!OF_PAIRS.has(name)) buyingPowerModelConformance(`the buying power model ${name}`, made(name, factory));
