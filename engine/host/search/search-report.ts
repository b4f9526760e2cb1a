import type { Plateau } from '../../../quant/search/importance.ts';
import type { HoldoutResult } from './holdout.ts';
import type { Judged, Judgement, ParameterAnalysis } from './judgement.ts';
import type { SearchPlan } from './search-plan.ts';
import type { Trial } from './trial.ts';

/** A finished search, the input of its files. */
export interface SearchReport {
  readonly strategy: string;
  readonly plan: SearchPlan;
  readonly trials: readonly Trial[];
  readonly best: Trial;
  readonly judgement: Judgement;
  readonly analysis: ParameterAnalysis;
  readonly holdout: HoldoutResult | undefined;
  /** One sentence about what was searched. */
  readonly summary: string;
}

/** How many trials ended in which way. */
function statusCounts(trials: readonly Trial[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, repeats } of trials) {
    const name = repeats === undefined ? status : 'repeated';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** One sentence: what was searched, how, over which period. */
export function searchSummary(plan: SearchPlan, trials: readonly Trial[]): string {
  const { samplerName, objective, period, holdout, parameters } = plan;
  const counts = Object.entries(statusCounts(trials)).map(([name, count]) => `${count} ${name}`);
  const names = parameters.parameters.map(({ name }) => name).join(', ');
  const days = period === undefined ? "the strategy's own period" : `${period.start} to ${period.end}`;
  const held = holdout === undefined ? 'no days held back' : `${holdout.start} to ${holdout.end} held back`;
  return `${trials.length} trials by ${samplerName} over ${names} (${counts.join(', ')}), objective ${objective}, ${days}, ${held}.${firstFailure(trials)}`;
}

/** Why the first of the failed trials failed, as one more sentence; empty if none did. */
function firstFailure(trials: readonly Trial[]): string {
  const failed = trials.find(({ status }) => status === 'failed');
  if (failed === undefined) return '';
  return ` Trial ${failed.number} failed: ${failed.reason.replace(/\.$/, '')}. A --constraint keeps such trials out of the search.`;
}

/** The search as plain JSON. */
export function searchDocument(report: SearchReport): Readonly<Record<string, unknown>> {
  const { strategy, plan, trials, best, judgement, analysis, holdout, summary } = report;
  return {
    strategy,
    summary,
    settings: { ...plan.settings, run: JSON.parse(String(plan.settings.run)) as unknown },
    counts: statusCounts(trials),
    best: plainTrial(best),
    judgement,
    importance: analysis.importance,
    plateau: analysis.plateau,
    holdout,
    trials: trials.map(plainTrial),
  };
}

function plainTrial({ blocks: _blocks, statistics: _statistics, ...trial }: Trial): Readonly<Record<string, unknown>> {
  return trial;
}

/** The judgement as rows of name and text. */
export function judgementRows(judgement: Judgement): [string, string][] {
  const { trials, years, sharpe, probabilistic, deflated, luck, overfitting } = judgement;
  return [
    ['Trials ever', String(trials)],
    ['Years of daily returns', years.toFixed(1)],
    [
      'Sharpe ratio [95 %]',
      text(sharpe, ({ value, lower, upper }) => `${value.toFixed(2)} [${lower.toFixed(2)}, ${upper.toFixed(2)}]`),
    ],
    ['Probability of a Sharpe ratio above 0', text(probabilistic, percent)],
    ['The same after all trials (deflated)', text(deflated, percent)],
    ['Best of as many trials by luck', text(luck, (value) => value.toFixed(2))],
    [
      'Probability of overfitting',
      text(overfitting, ({ probability, combinations }) => `${percent(probability)} (${combinations} divisions)`),
    ],
    ['Minimum track record', text(judgement.minimumTrackRecord, inYears)],
    ['Minimum backtest', text(judgement.minimumBacktest, inYears)],
  ];
}

function text<Value>(judged: Judged<Value>, format: (value: Value) => string): string {
  return 'value' in judged ? format(judged.value) : `not available: ${judged.reason}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function inYears(years: number): string {
  return Number.isFinite(years) ? `${years.toFixed(1)} years` : 'no length suffices';
}

/** One sentence about the neighbourhood of the best trial. */
export function plateauText(plateau: Plateau | undefined): string {
  if (plateau === undefined || plateau.neighbours === 0)
    return 'Plateau score: not available, as no other trial is near the best one.';
  return `Plateau score ${plateau.score.toFixed(2)}: 1 is a plateau, 0 a lone peak; ${plateau.neighbours} trials nearby have a mean objective of ${(-plateau.mean).toPrecision(4)} and at worst ${(-plateau.worst).toPrecision(4)}.`;
}
