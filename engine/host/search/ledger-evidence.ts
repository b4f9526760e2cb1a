import type { RunRecord } from '../../api/result-handler.ts';
import type { Period } from './search-plan.ts';
import { TrialLedger } from './trial-ledger.ts';
import type { TrialCount } from './trial-ledger.ts';

/** What the ledger of a strategy says about a run. */
export interface LedgerEvidence extends TrialCount {
  /** Probability of overfitting of the latest search that has one. */
  readonly overfitting: number | undefined;
  /** Plateau score, if the run has the parameters of the best trial of the latest search. */
  readonly plateau: number | undefined;
  /** The days of the run that were searched, in words. */
  readonly searched: string | undefined;
}

/** Reads the ledger in a strategy's folder; a reason if it cannot be read. */
export function readLedgerEvidence(
  folder: string,
  { start, end, parameters }: Pick<RunRecord, 'start' | 'end' | 'parameters'>,
): LedgerEvidence | { readonly reason: string } {
  try {
    using ledger = new TrialLedger(TrialLedger.pathOf(folder));
    const judged = ledger
      .events()
      .filter(({ kind }) => kind === 'judged')
      .map(({ content }) => content);
    const latest = judged.at(-1);
    const isBest = latest !== undefined && JSON.stringify(latest.parameters) === JSON.stringify(parameters);
    return {
      ...countOf(ledger, latest),
      overfitting: numberOf(judged.findLast(({ overfitting }) => typeof overfitting === 'number')?.overfitting),
      plateau: isBest ? numberOf(latest.plateau) : undefined,
      searched: searchedDays(ledger, { start, end }),
    };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The count of the latest judgement if no trial has been added since: counting reads every trial. */
function countOf(ledger: TrialLedger, latest: Readonly<Record<string, unknown>> | undefined): TrialCount {
  const [trials, variance] = [numberOf(latest?.trials), numberOf(latest?.variance)];
  const isCurrent = latest?.lastTrial === ledger.lastTrial;
  return isCurrent && trials !== undefined && variance !== undefined ? { trials, variance } : ledger.count();
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The part of a period that a search has used. */
function searchedDays(ledger: TrialLedger, { start, end }: Period): string | undefined {
  const periods = ledger.studies().map(({ settings }) => JSON.parse(String(settings.run)) as Partial<Period>);
  if (periods.some((period) => period.start === undefined || period.end === undefined))
    return 'a period that the strategy sets itself';
  const days = periods
    .map((period) => ({ start: later(period.start!, start), end: earlier(period.end!, end) }))
    .filter((period) => period.start <= period.end);
  if (days.length === 0) return undefined;
  const first = days.map((period) => period.start).reduce(earlier);
  const last = days.map((period) => period.end).reduce(later);
  return `${first} to ${last}`;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
