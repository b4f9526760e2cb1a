import { RowKind } from '../../model/columns.ts';
import type { RowColumns } from '../../model/columns.ts';
import { Resolution, resolutionPeriod } from '../../model/resolution.ts';
import { durationWords, periodOf, StepCounter } from '../import/periods.ts';
import { SessionEdges } from '../import/session-edges.ts';
import { dateOf, DAY, MINUTE } from '../time/calendar-math.ts';
import type { ExchangeHours } from '../time/exchange-hours.ts';
import { formatDateTime } from '../time/date-text.ts';
import type { DataSet } from './data-set.ts';
import type { FindingCollector } from './finding.ts';

/** Minimum number of rows to determine the length of bars. */
const FEWEST_ROWS = 20;
/**
 * A series with at least this share of its sessions' minutes trades continuously: absent bars are missing, and a longer
 * gap is an outage.
 */
const FULL_SHARE = 0.9;
const OUTAGE = 30 * MINUTE;

/**
 * Checks the bars of a series against the sessions of its market: lengths, missing bars, outages, ends instead of
 * starts.
 */
export class SessionChecks {
  private readonly set: DataSet;
  private readonly findings: FindingCollector;
  private readonly hours: ExchangeHours | undefined;
  private readonly period: number;
  private readonly steps = new StepCounter();
  private readonly edges: SessionEdges | undefined;
  /** Start and length of gaps inside sessions. */
  private readonly breaks: { readonly from: number; readonly length: number }[] = [];
  private rows = 0;
  private inSession = 0;
  private last = NaN;

  constructor(set: DataSet, findings: FindingCollector, hours: ExchangeHours | undefined) {
    this.set = set;
    this.findings = findings;
    this.hours = hours;
    this.period = resolutionPeriod(set.resolution);
    const hasSessions = hours !== undefined && !hours.isMarketAlwaysOpen;
    this.edges = hasSessions ? new SessionEdges(hours, this.period) : undefined;
  }

  /** Processes the rows of the next file. */
  add({ kind, length, time }: RowColumns): void {
    if (kind === RowKind.TradeTick || kind === RowKind.QuoteTick || this.set.resolution === Resolution.Daily) return;
    for (let row = 0; row < length; row++) {
      const at = time[row];
      this.steps.add(at);
      this.edges?.add(at);
      this.rows++;
      if (this.hours?.isOpen(at, false) === true) this.lookBack(at);
    }
  }

  finish(): void {
    const { set, findings, edges, rows, period } = this;
    if (rows < FEWEST_ROWS) return;
    const own = periodOf(this.steps);
    if (own.length > period) {
      findings.add(
        'wrong-length',
        { line: 0, time: NaN },
        `Bars are ${own.words} apart, but their folder is for bars of one ${set.resolution}: unless they are stored at their ends, their closes are known before they end. Import them with --resample.`,
      );
      return;
    }
    if (edges?.timesAreEnds === true)
      findings.add(
        'end-stamped',
        { line: 0, time: NaN },
        'There are rows at the closes of sessions but never at their opens: their times seem to be the ends of bars. Import them with --times end.',
      );
    if (set.resolution === Resolution.Minute || set.resolution === Resolution.Hour) this.tellBreaks();
  }

  private lookBack(at: number): void {
    const { last, period, hours } = this;
    this.last = at;
    this.inSession++;
    if (hours === undefined || at - last <= period || Number.isNaN(last)) return;
    // The time between two sessions is no gap, but the time from the open on may be one.
    const isSameDay = dateOf(last) === dateOf(at) || (hours.isMarketAlwaysOpen && at - last < DAY);
    const from = isSameDay ? last + period : hours.isMarketAlwaysOpen ? NaN : hours.regularOpenOf(at);
    const missed = at - (period > MINUTE ? Math.floor(from / period) * period : from);
    if (missed >= period) this.breaks.push({ from, length: missed });
  }

  private tellBreaks(): void {
    const { findings, breaks, period, set } = this;
    const missing = breaks.reduce((sum, { length }) => sum + Math.round(length / period), 0);
    if (missing === 0 || this.inSession / (this.inSession + missing) < FULL_SHARE) return;
    for (const { from, length } of breaks) {
      const isOutage = length >= Math.max(OUTAGE, 2 * period);
      const what = `${durationWords(length)} without bars inside a session, from ${formatDateTime(from)}.`;
      if (isOutage) findings.add('outage', { line: 0, time: from }, `An outage: ${what}`);
      else findings.add('missing-minutes', { line: 0, time: from }, `Missing bars of one ${set.resolution}: ${what}`);
    }
  }
}
