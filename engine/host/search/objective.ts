import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EngineError } from '../../model/engine-error.ts';
import { codeFile } from '../code-file.ts';
import { suggestion } from '../nearest-name.ts';
import type { SessionRun } from '../session/open-session.ts';
import type { StrategyFolder } from '../strategy-catalog.ts';
import { SEARCH_ERRORS } from './errors.ts';
import type { ParameterValues } from './trial.ts';

/** Name of the objective that is the strategy's own function. */
export const OWN_OBJECTIVE = 'own';

/** What a strategy's own objective is called with. */
export interface ObjectiveInput {
  /** Figures of the run by name, as in result.json. */
  readonly figures: Readonly<Record<string, number>>;
  /** LEAN's statistics, as printed. */
  readonly statistics: Readonly<Record<string, string>>;
  readonly parameters: ParameterValues;
  readonly finalEquity: number;
  /** Changes from day to day as fractions. */
  readonly dailyReturns: Float64Array;
}

/** A function of a strategy's module: the larger its answer, the better the run. */
export type OwnObjective = (input: ObjectiveInput) => number;

/** The figures of a run that can be an objective or stand in a constraint. */
const FIGURE_NAMES: readonly string[] = [
  'alpha',
  'annualStandardDeviation',
  'annualVariance',
  'averageLossRate',
  'averageWinRate',
  'beta',
  'calmarRatio',
  'closedTrades',
  'compoundingAnnualReturn',
  'drawdown',
  'drawdownRecovery',
  'endEquity',
  'expectancy',
  'informationRatio',
  'lossRate',
  'portfolioTurnover',
  'probabilisticSharpeRatio',
  'profitFactor',
  'profitLossRatio',
  'sharpeRatio',
  'sortinoRatio',
  'totalFees',
  'totalNetProfit',
  'totalOrders',
  'trackingError',
  'treynorRatio',
  'winRate',
];

/** Reads an objective: the name of a figure, with a minus for one that is to be small. @throws EngineError */
export function checkObjective(text: string): void {
  const name = text.replace(/^-/, '');
  if (name === OWN_OBJECTIVE || FIGURE_NAMES.includes(name)) return;
  throw new EngineError(
    SEARCH_ERRORS.UNKNOWN_OBJECTIVE,
    `There is no objective "${text}". ${suggestion(name, [...FIGURE_NAMES, OWN_OBJECTIVE], 'objectives')} A minus before it means that less is better.`,
    { data: { objective: text, objectives: FIGURE_NAMES } },
  );
}

/** The value of a figure as an objective, the larger the better. */
export function objectiveValue(text: string, figures: Readonly<Record<string, number>>): number {
  const isLess = text.startsWith('-');
  const value = figures[isLess ? text.slice(1) : text] ?? NaN;
  return isLess ? -value : value;
}

/** The objective of a strategy, exported from its module as `objective`. @throws EngineError if there is none */
export async function loadOwnObjective({ folder, shown }: StrategyFolder): Promise<OwnObjective> {
  const name = codeFile(folder, 'strategy') ?? 'strategy.ts';
  const module = (await import(pathToFileURL(join(folder, name)).href)) as { readonly objective?: unknown };
  if (typeof module.objective === 'function') return module.objective as OwnObjective;
  throw new EngineError(
    SEARCH_ERRORS.UNKNOWN_OBJECTIVE,
    `${shown}/${name} exports no function "objective". Write: export function objective({ figures }) { return figures.sharpeRatio; }`,
    { data: { strategy: shown } },
  );
}

/** A condition that the parameters or the figures of a trial must keep. */
export interface Constraint {
  readonly text: string;
  /** Whether it names parameters and numbers only, so that it is known before a run. */
  readonly isOfParameters: boolean;
  readonly isKept: (values: Readonly<Record<string, unknown>>) => boolean;
}

const COMPARISONS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
};

/** Reads `fast<slow`, `drawdown<=0.2`. @throws EngineError */
export function parseConstraint(text: string, parameterNames: readonly string[]): Constraint {
  const [, left, operator, right] = /^\s*([\w.-]+)\s*(<=|>=|<|>)\s*([\w.-]+)\s*$/.exec(text) ?? [];
  const known = [...parameterNames, ...FIGURE_NAMES];
  for (const side of [left, right]) {
    if (side !== undefined && (known.includes(side) || Number.isFinite(Number(side)))) continue;
    const hint =
      side === undefined ? SEARCH_ERRORS.BAD_CONSTRAINT.remedy : suggestion(side, known, 'parameters and figures');
    throw new EngineError(
      SEARCH_ERRORS.BAD_CONSTRAINT,
      `The constraint "${text}" cannot be read${side === undefined ? '' : `, as there is no "${side}"`}. ${hint}`,
      { data: { constraint: text } },
    );
  }
  const valueOf = (side: string, values: Readonly<Record<string, unknown>>): number =>
    Number(known.includes(side) ? values[side] : side);
  return {
    text,
    isOfParameters: [left, right].every((side) => parameterNames.includes(side) || !known.includes(side)),
    isKept: (values) => COMPARISONS[operator](valueOf(left, values), valueOf(right, values)),
  };
}

/** What an objective is called with after a run. */
export function objectiveInput(
  run: SessionRun,
  parameters: ParameterValues,
  dailyReturns: Float64Array,
): ObjectiveInput {
  const { figures, statistics, finalEquity } = run;
  return { figures, statistics, parameters, finalEquity, dailyReturns };
}
