import {
  EngineError,
  fixedSizing,
  kellySizing,
  metaLabelSizing,
  optimalFSizing,
  percentSizing,
  riskPerTradeSizing,
  vixScaledSizing,
  volatilityTargetSizing,
} from 'tradewright/plugin';
import type { SizingModel } from 'tradewright/plugin';
import { SIZING_ERRORS } from './errors.ts';

/** Creates a model from the arguments after its name. @throws EngineError SIZING_BAD_ARGUMENTS, POSITION_BAD_SIZING */
export type SizingMaker = (parts: readonly string[]) => SizingModel;

/** The models by name, in the order of the documentation. */
export const SIZES: Readonly<Record<string, SizingMaker>> = {
  fixed: (parts) => fixedSizing(numbers('fixed:1000', parts, 1)[0]),
  percent: (parts) => percentSizing(numbers('percent:0.1', parts, 1)[0]),
  kelly(parts) {
    const [fraction, cap, trades] = numbers('kelly:0.5,0.25,30', parts, 0, 3);
    return kellySizing({ fraction, cap, trades });
  },
  'optimal-f'(parts) {
    const [cap, trades] = numbers('optimal-f:0.25,30', parts, 0, 2);
    return optimalFSizing({ cap, trades });
  },
  'volatility-target'(parts) {
    const example = 'volatility-target:0.1,1,0.1,garch';
    const [target, cap, band] = numbers(example, parts.slice(0, 3), 1, 3);
    const forecast = parts[3] ?? 'garch';
    if ((forecast !== 'garch' && forecast !== 'sample') || parts.length > 4) throw badArguments(example, parts);
    return volatilityTargetSizing(target, { cap, band, forecast });
  },
  'vix-scaled'(parts) {
    const example = 'vix-scaled:0.1,20,vix';
    const [share, calm] = numbers(example, parts.slice(0, 2), 1, 2);
    if (parts.length > 3 || parts[2] === '') throw badArguments(example, parts);
    return vixScaledSizing(share, { calm, series: parts[2] });
  },
  'risk-per-trade'(parts) {
    const [risk, cap] = numbers('risk-per-trade:0.01,0.3', parts, 1, 2);
    return riskPerTradeSizing(risk, { cap });
  },
  'meta-label': (parts) => metaLabelSizing(numbers('meta-label:0.1', parts, 1)[0]),
};

function numbers(example: string, parts: readonly string[], least: number, most: number = least): number[] {
  const values = parts.map((text) => (text.trim() === '' ? NaN : Number(text)));
  if (parts.length >= least && parts.length <= most && values.every(Number.isFinite)) return values;
  throw badArguments(example, parts);
}

function badArguments(example: string, parts: readonly string[]): EngineError {
  return new EngineError(
    SIZING_ERRORS.BAD_ARGUMENTS,
    `The sizing model ${example.split(':')[0]} was given "${parts.join(',')}". Write it such as ${example}.`,
    { data: { parts } },
  );
}
