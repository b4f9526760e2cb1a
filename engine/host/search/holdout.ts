import { EngineError } from '../../model/engine-error.ts';
import { SEARCH_ERRORS } from './errors.ts';
import type { Period, SearchPlan } from './search-plan.ts';
import type { Trial, TrialRun } from './trial.ts';
import type { Study, StudyEvent, TrialLedger } from './trial-ledger.ts';
import type { TrialPool } from './worker-pool.ts';

interface KnownHoldout {
  readonly study: number;
  readonly period: Period;
  readonly openedAt: string | undefined;
}

/**
 * Refuses a search over days that another one holds back, and a holdout with days that have been seen.
 * @throws EngineError with the first day that must not be touched
 */
export function requireUntouchedHoldouts({ period, holdout }: SearchPlan, ledger: TrialLedger, own: number): void {
  for (const known of holdoutsOf(ledger)) {
    if (known.study === own || period === undefined) continue;
    if (known.openedAt === undefined && overlaps(period, known.period)) {
      throw touched(
        `The days from ${known.period.start} to ${known.period.end} are held back by another search of this strategy. End this search before ${known.period.start}, or open that holdout first.`,
        known,
      );
    }
    if (known.openedAt !== undefined && holdout !== undefined && overlaps(holdout, known.period)) {
      throw touched(
        `The holdout would begin at ${holdout.start}, but the days from ${known.period.start} to ${known.period.end} were opened at ${known.openedAt}. Hold back later days.`,
        known,
      );
    }
  }
}

function touched(message: string, { period }: KnownHoldout): EngineError {
  return new EngineError(SEARCH_ERRORS.HOLDOUT_TOUCHED, message, { data: { ...period } });
}

function holdoutsOf(ledger: TrialLedger): KnownHoldout[] {
  const opened = new Map(
    ledger
      .events()
      .filter(({ kind }) => kind === 'holdout-opened')
      .map(({ study, time }) => [study, time]),
  );
  return ledger.studies().flatMap(({ id, settings }) => {
    const period = (settings.holdout ?? undefined) as Period | undefined;
    return period === undefined ? [] : [{ study: id, period, openedAt: opened.get(id) }];
  });
}

function overlaps(one: Period, other: Period): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** What the opening of a holdout showed. */
export interface HoldoutResult {
  readonly trial: number;
  readonly period: Period;
  /** ISO 8601. */
  readonly openedAt: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly statistics: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The result of the holdout of a study, if it has been opened. */
export function holdoutResult(ledger: TrialLedger, study: Study): HoldoutResult | undefined {
  return eventOf(ledger, study, 'holdout-result')?.content as HoldoutResult | undefined;
}

/**
 * Runs the best trial over the holdout. The opening is logged before the run, so that no interruption hides it; one that was
 * interrupted before its result is completed with the same trial.
 * @throws EngineError if it has been opened before, or the search has not finished
 */
export async function openHoldout(
  { holdout, setup }: SearchPlan,
  best: Trial | undefined,
  { ledger, study, pool }: { readonly ledger: TrialLedger; readonly study: Study; readonly pool: TrialPool },
): Promise<HoldoutResult> {
  if (holdout === undefined || best === undefined)
    throw new EngineError(
      SEARCH_ERRORS.HOLDOUT_NOT_READY,
      `${SEARCH_ERRORS.HOLDOUT_NOT_READY.meaning} ${SEARCH_ERRORS.HOLDOUT_NOT_READY.remedy}`,
    );
  const result = holdoutResult(ledger, study);
  if (result !== undefined) {
    throw new EngineError(
      SEARCH_ERRORS.HOLDOUT_OPENED,
      `The holdout from ${result.period.start} to ${result.period.end} was opened at ${result.openedAt}, with trial ${result.trial}: ${setup.objective} ${result.value}. ${SEARCH_ERRORS.HOLDOUT_OPENED.meaning}`,
      { data: { ...result } },
    );
  }
  if (eventOf(ledger, study, 'holdout-opened') === undefined)
    ledger.log(study, 'holdout-opened', { trial: best.number, parameters: best.parameters, ...holdout });
  const { time, content } = eventOf(ledger, study, 'holdout-opened')!;
  const run: TrialRun = await pool.run({ parameters: content.parameters as Trial['parameters'], ...holdout });
  const { figures, statistics, value } = run;
  const opened = { trial: Number(content.trial), period: holdout, openedAt: time, figures, statistics, value };
  ledger.log(study, 'holdout-result', { ...opened });
  return opened;
}

function eventOf(ledger: TrialLedger, { id }: Study, kind: StudyEvent['kind']): StudyEvent | undefined {
  return ledger.events().find((event) => event.study === id && event.kind === kind);
}
