import { EngineError } from '../../model/engine-error.ts';
import { SecurityType } from '../../model/security-type.ts';
import { CorporateActions } from '../corporate-actions.ts';
import type { SplitAction } from '../corporate-actions.ts';
import type { ExchangeHours } from '../time/exchange-hours.ts';
import type { LeanFile } from '../formats/lean-folder.ts';
import type { InspectedRows } from '../formats/lean-rows.ts';
import { createSymbol } from '../security-identifier.ts';
import type { DataSet, InspectableSource } from './data-set.ts';
import { FindingCollector } from './finding.ts';
import type { Finding } from './finding.ts';
import { checkRows } from './row-checks.ts';
import { SeriesChecks } from './series-checks.ts';
import { SessionChecks } from './session-checks.ts';

export interface CheckOptions {
  /** Whether the series' market trades on a date (wall-clock midnight in the data's time zone). */
  readonly isTradingDay: (set: DataSet, date: number) => boolean;
  /** The sessions of the series' market in the data's time zone; undefined when they are unknown. */
  readonly hoursOf?: (set: DataSet) => ExchangeHours | undefined;
  /** The series to check; by default all. */
  readonly includes?: (set: DataSet) => boolean;
}

/**
 * Checks the files of a data source: broken files, order, duplicates, impossible bars and prices, stale rows, missing
 * days, missing minutes and outages inside sessions, bars of other lengths than that of their folder, times that are
 * the ends of bars, and jumps that look like splits which are in no factor file.
 */
export function checkData(source: InspectableSource, options: CheckOptions): Finding[] {
  const { includes = () => true } = options;
  return source
    .dataSets()
    .filter(includes)
    .flatMap((set) => checkSet(source, set, options));
}

function checkSet(source: InspectableSource, set: DataSet, { isTradingDay, hoursOf }: CheckOptions): Finding[] {
  const overall = new FindingCollector(set);
  const series = new SeriesChecks(set, overall, splitsOf(source, set, overall));
  const sessions = new SessionChecks(set, overall, hoursOf?.(set));
  const found = set.files.flatMap((file) => {
    const findings = new FindingCollector(set, file.path);
    const rows = inspect(source, set, file, findings);
    if (rows !== undefined) {
      checkRows(set, rows, findings);
      series.add(rows.columns, file.path);
      sessions.add(rows.columns);
    }
    return findings.findings();
  });
  series.finish(isTradingDay);
  sessions.finish();
  return [...found, ...overall.findings()];
}

function inspect(
  source: InspectableSource,
  set: DataSet,
  file: LeanFile,
  findings: FindingCollector,
): InspectedRows | undefined {
  return guarded(findings, () => source.inspect(set, file));
}

function splitsOf(source: InspectableSource, set: DataSet, findings: FindingCollector): readonly SplitAction[] {
  if (set.securityType !== SecurityType.Equity) return [];
  const splits = guarded(
    findings,
    () =>
      new CorporateActions(source.factorRows(createSymbol(source, set.ticker, set.securityType, set.market)), [])
        .splits,
  );
  return splits ?? [];
}

/** Converts the fault of a broken file into a finding. */
function guarded<Result>(findings: FindingCollector, read: () => Result): Result | undefined {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof EngineError)) throw cause;
    const { line } = cause.data;
    findings.add('unreadable', { line: typeof line === 'number' ? line : 0, time: NaN }, cause.message);
    return undefined;
  }
}
