import type { DataSet } from './data-set.ts';

/** `error`: a run stops or its numbers are wrong; `warning`: probably an error in the data; `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

export type FindingKind =
  | 'unreadable'
  | 'out-of-order'
  | 'bad-price'
  | 'inconsistent-bar'
  | 'duplicate'
  | 'crossed-quote'
  | 'stale'
  | 'zero-volume'
  | 'unknown-split'
  | 'gap'
  | 'wrong-length'
  | 'end-stamped'
  | 'missing-minutes'
  | 'outage'
  | 'closed-day';

/** A finding in one file, or across all files of a series; equal findings of a file are counted together. */
export interface Finding {
  readonly severity: Severity;
  readonly kind: FindingKind;
  readonly set: DataSet;
  /** The file; empty for a finding about the series. */
  readonly file: string;
  /** Line of the first case, counted from 1; 0 if there is none. */
  readonly line: number;
  /** Wall-clock time of the first case; NaN if there is none. */
  readonly time: number;
  /** Number of cases. */
  readonly count: number;
  /** A whole sentence about the first case. */
  readonly message: string;
}

/** The place of a case; with `file` if the collector is not that of one file. */
export interface FindingPlace {
  readonly line: number;
  readonly time: number;
  readonly file?: string;
}

const SEVERITIES: Readonly<Record<FindingKind, Severity>> = {
  unreadable: 'error',
  'out-of-order': 'error',
  'bad-price': 'error',
  'inconsistent-bar': 'error',
  duplicate: 'warning',
  'crossed-quote': 'warning',
  stale: 'warning',
  'zero-volume': 'info',
  'unknown-split': 'warning',
  gap: 'warning',
  'wrong-length': 'error',
  'end-stamped': 'warning',
  'missing-minutes': 'info',
  outage: 'warning',
  'closed-day': 'info',
};

/** Collects the findings of one file; for each kind, the first case is described and all are counted. */
export class FindingCollector {
  private readonly found = new Map<FindingKind, { -readonly [Key in keyof Finding]: Finding[Key] }>();
  private readonly set: DataSet;
  private readonly file: string;

  constructor(set: DataSet, file = '') {
    this.set = set;
    this.file = file;
  }

  add(kind: FindingKind, place: FindingPlace, message: string): void {
    const known = this.found.get(kind);
    if (known === undefined)
      this.found.set(kind, {
        severity: SEVERITIES[kind],
        kind,
        set: this.set,
        file: this.file,
        ...place,
        count: 1,
        message,
      });
    else known.count++;
  }

  findings(): Finding[] {
    return [...this.found.values()];
  }
}
