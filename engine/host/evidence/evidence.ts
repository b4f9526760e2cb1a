import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from '../../../quant/inference/bootstrap.ts';
import {
  deflatedSharpeRatio,
  expectedMaximumSharpe,
  minimumTrackRecordLength,
  probabilisticSharpeRatio,
  sharpeEstimate,
  sharpeStandardError,
} from '../../../quant/inference/sharpe-ratio.ts';
import type { SharpeEstimate } from '../../../quant/inference/sharpe-ratio.ts';
import { Random } from '../../../quant/random/random.ts';
import type { Evidence, EvidenceRow, RunRecord } from '../../api/result-handler.ts';
import { dailyEquity, dailyReturns, daysPerYear } from '../search/daily-equity.ts';
import { LEDGER_FILE } from '../search/ledger-file.ts';
import type { LedgerEvidence } from '../search/ledger-evidence.ts';

const QUANTILE_975 = 1.959_963_984_540_054;
const CONFIDENCE = 0.95;
const RESAMPLES = 1000;

/** What the evidence of a run is computed from. */
export interface EvidenceInput {
  readonly record: RunRecord;
  /** The strategy's folder; empty for a class from a program. */
  readonly folder: string;
  /** Whether the interval of the Sharpe ratio is bootstrapped, which takes longer. */
  readonly isBootstrapped: boolean;
}

/**
 * Says how far a run's result can be told from luck. A row without its input says why. It is no part of the result hash, and the
 * rows that come from the ledger of trials depend on it.
 */
export async function evidenceOf({ record, folder, isBootstrapped }: EvidenceInput): Promise<Evidence> {
  const days = dailyEquity(record);
  const returns = dailyReturns(days);
  const perYear = daysPerYear(days);
  const ledger = await ledgerEvidence(record, folder);
  const estimate = returns.length < 2 ? undefined : sharpeEstimate(returns);
  const judged = { record, returns, perYear, estimate, ledger };
  const rows = [
    daysRow(judged),
    betsRow(record),
    trialsRow(judged),
    sharpeRow(judged, isBootstrapped),
    probabilisticRow(judged),
    deflatedRow(judged),
    overfittingRow(judged),
    trackRecordRow(judged),
    benchmarkRow(judged, days.time),
    breakEvenRow(record),
    dataRow(judged),
    missing('Model leak checks', 'the run used no learned model'),
    plateauRow(judged),
    missing('After tax', 'no tax rules were given'),
  ];
  return { grade: gradeOf(judged), rows };
}

interface Judged {
  readonly record: RunRecord;
  readonly returns: Float64Array;
  readonly perYear: number;
  readonly estimate: SharpeEstimate | undefined;
  readonly ledger: LedgerEvidence | { readonly reason: string };
}

async function ledgerEvidence(record: RunRecord, folder: string): Promise<Judged['ledger']> {
  if (folder === '' || !existsSync(join(folder, LEDGER_FILE)))
    return { reason: 'the strategy has no ledger of trials; engine optimize makes one' };
  const { readLedgerEvidence } = await import('../search/ledger-evidence.ts');
  return readLedgerEvidence(folder, record);
}

function row(name: string, text: string, values?: Readonly<Record<string, number>>): EvidenceRow {
  return values === undefined ? { name, text } : { name, text, values };
}

function missing(name: string, reason: string): EvidenceRow {
  return { name, text: `not available: ${reason}` };
}

const TOO_FEW = 'fewer than two daily returns';

function daysRow({ returns, perYear }: Judged): EvidenceRow {
  const years = returns.length / perYear;
  return row('Days', `${returns.length} daily returns, ${years.toFixed(1)} years`, { days: returns.length, years });
}

/** Positions opened on the same day are one bet, as they share that day's market. */
function betsRow({ fills }: RunRecord): EvidenceRow {
  const positions = new Map<string, number>();
  const days = new Set<number>();
  let entries = 0;
  for (const { symbol, time, quantity } of fills) {
    const before = positions.get(symbol) ?? 0;
    const after = before + quantity;
    positions.set(symbol, after);
    if (Math.abs(after) <= Math.abs(before) && before * after >= 0) continue;
    entries++;
    days.add(Math.floor(time / 86_400_000));
  }
  return row('Independent bets', `at most ${days.size}, as ${entries} entries fall on ${days.size} days`, {
    bets: days.size,
    entries,
  });
}

function trialsRow({ ledger }: Judged): EvidenceRow {
  if ('reason' in ledger) return missing('Trials', ledger.reason);
  return row('Trials', `${ledger.trials} in the ledger, those of ancestors included`, { trials: ledger.trials });
}

function sharpeRow({ estimate, returns, perYear }: Judged, isBootstrapped: boolean): EvidenceRow {
  const name = 'Sharpe ratio';
  if (estimate === undefined) return missing(name, TOO_FEW);
  const root = Math.sqrt(perYear);
  const value = estimate.sharpe * root;
  const half = QUANTILE_975 * sharpeStandardError(estimate) * root;
  if (!isBootstrapped || returns.length < 8) {
    const text = `${two(value)} [${two(value - half)}, ${two(value + half)}], 95 %, for independent days`;
    return row(name, text, { sharpe: value, lower: value - half, upper: value + half });
  }
  const found = bootstrap([returns], ([drawn]) => sharpeEstimate(drawn).sharpe, {
    random: new Random(1),
    resamples: RESAMPLES,
  });
  const [lower, upper] = [found.lower * root, found.upper * root];
  const text = `${two(value)} [${two(lower)}, ${two(upper)}], 95 %, stationary bootstrap of ${found.meanLength.toFixed(1)} days`;
  return row(name, text, { sharpe: value, lower, upper });
}

function probabilisticRow({ estimate }: Judged): EvidenceRow {
  const name = 'Probability of skill';
  if (estimate === undefined) return missing(name, TOO_FEW);
  const value = probabilisticSharpeRatio(estimate);
  return row(name, `${percent(value)} that the true Sharpe ratio is above 0, for one trial`, { probability: value });
}

function deflatedRow({ estimate, ledger, perYear }: Judged): EvidenceRow {
  const name = 'After all trials';
  if (estimate === undefined) return missing(name, TOO_FEW);
  if ('reason' in ledger) return missing(name, ledger.reason);
  if (ledger.trials < 2) return missing(name, 'fewer than two trials in the ledger');
  const value = deflatedSharpeRatio(estimate, ledger).probability;
  const luck = expectedMaximumSharpe(ledger.trials, ledger.variance) * Math.sqrt(perYear);
  return row(name, `${percent(value)} (deflated); the best of ${ledger.trials} by luck shows about ${two(luck)}`, {
    probability: value,
    luck,
  });
}

function overfittingRow({ ledger }: Judged): EvidenceRow {
  const name = 'Probability of overfitting';
  if ('reason' in ledger) return missing(name, ledger.reason);
  if (ledger.overfitting === undefined) return missing(name, 'no search in the ledger has finished with enough trials');
  return row(name, `${percent(ledger.overfitting)} in the latest search`, { probability: ledger.overfitting });
}

function trackRecordRow({ estimate, perYear, returns }: Judged): EvidenceRow {
  const name = 'Minimum track record';
  if (estimate === undefined) return missing(name, TOO_FEW);
  const years = minimumTrackRecordLength(estimate, { confidence: CONFIDENCE }) / perYear;
  const have = returns.length / perYear;
  if (!Number.isFinite(years)) return row(name, 'no length suffices, as the Sharpe ratio is not above 0');
  const more = Math.ceil((years - have) * 12);
  const text =
    more <= 0
      ? `${years.toFixed(1)} years, which there are`
      : `${years.toFixed(1)} years: skill and luck cannot be told apart before about ${more} more months`;
  return row(name, text, { years });
}

function benchmarkRow({ record, returns, perYear, estimate }: Judged, time: Float64Array): EvidenceRow {
  const name = 'Against the benchmark';
  if (estimate === undefined) return missing(name, TOO_FEW);
  const values = dailyEquity({ equity: record.benchmark, daily: { ...record.daily, time } });
  const measure = dailyReturns(values);
  if (measure.length !== returns.length || measure.every((value) => value === 0))
    return missing(name, 'the benchmark has no prices on the days of the run');
  const root = Math.sqrt(perYear);
  const other = sharpeEstimate(measure).sharpe * root;
  const excess = sharpeEstimate(returns.map((value, index) => value - measure[index]));
  const probability = probabilisticSharpeRatio(excess);
  return row(
    name,
    `its Sharpe ratio is ${two(other)}; ${percent(probability)} that the strategy's mean return is higher`,
    {
      benchmarkSharpe: other,
      probability,
    },
  );
}

/** What each traded dollar could cost more before the profit is gone. */
function breakEvenRow({ fills, figures, contracts }: RunRecord): EvidenceRow {
  const name = 'Cost break-even';
  if (fills.length === 0) return missing(name, 'nothing was traded');
  if ((contracts ?? []).length > 0) return missing(name, 'trades are in several currencies or have multipliers');
  const volume = fills.reduce((sum, { quantity, price }) => sum + Math.abs(quantity * price), 0);
  const profit = figures.endEquity - figures.startEquity;
  if (!(volume > 0) || !Number.isFinite(profit)) return missing(name, 'the run has no profit figure');
  const points = (profit / volume) * 1e4;
  const text =
    points > 0
      ? `${points.toFixed(1)} basis points of each trade, beyond the costs of the run`
      : `${points.toFixed(1)} basis points: the run has no profit to lose`;
  return row(name, text, { basisPoints: points });
}

function dataRow({ record, ledger }: Judged): EvidenceRow {
  const flags = record.caveats.length === 0 ? 'no caveats' : `${record.caveats.length} caveats, see above`;
  if ('reason' in ledger) return row('Data', `${flags}; whether the period was searched is not known`);
  const { searched } = ledger;
  return row(
    'Data',
    searched === undefined ? `${flags}; the period was not searched` : `${flags}; in-sample: ${searched} was searched`,
  );
}

function plateauRow({ ledger }: Judged): EvidenceRow {
  const name = 'Neighbouring parameters';
  if ('reason' in ledger) return missing(name, ledger.reason);
  if (ledger.plateau === undefined)
    return missing(name, 'the parameters are not those of the best trial of the latest search');
  return row(name, `plateau score ${two(ledger.plateau)}: 1 is a plateau, 0 a lone peak`, { plateau: ledger.plateau });
}

/** See docs/results.md for the grades; A takes a live record. */
function gradeOf({ estimate, ledger }: Judged): Evidence['grade'] {
  if (estimate === undefined || 'reason' in ledger || ledger.searched !== undefined) return 'E';
  if (ledger.trials >= 2 && deflatedSharpeRatio(estimate, ledger).probability > CONFIDENCE) return 'B';
  return probabilisticSharpeRatio(estimate) > CONFIDENCE ? 'C' : 'D';
}

function two(value: number): string {
  return value.toFixed(2);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
