import { expect } from 'vitest';
import type { SeriesSource } from '../api/series-source.ts';
import { PointInTimeSeries } from '../data/point-in-time-series.ts';
import { EngineError } from '../model/engine-error.ts';
import { conformanceSuite } from './conformance-suite.ts';
import type { SuiteCases } from './conformance-suite.ts';

/** A source of a series with rows, and a source with unreadable input. */
export interface SeriesSourceSubject {
  readonly create: () => SeriesSource;
  readonly broken: () => SeriesSource;
}

/** Tests that a series source satisfies the contract of {@link SeriesSource}. */
export function seriesSourceConformance(name: string, subject: SeriesSourceSubject): void {
  conformanceSuite({ name, kind: 'series sources' }, subject, SERIES_SOURCE_CASES);
}

export const SERIES_SOURCE_CASES: SuiteCases<SeriesSourceSubject> = {
  async 'has consistent columns in the order of publication'({ create }) {
    const columns = await create().read(new AbortController().signal);
    expect(new PointInTimeSeries('subject', columns).length).toBeGreaterThan(0);
  },
  async 'reads the same rows again'({ create }) {
    const { signal } = new AbortController();
    expect(await create().read(signal)).toEqual(await create().read(signal));
  },
  async 'rejects unreadable input with a whole sentence'({ broken }) {
    const reading = async (): Promise<unknown> => await broken().read(new AbortController().signal);
    const error = await reading().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(EngineError);
    expect((error as EngineError).message).toMatch(/^\S.*\.$/s);
  },
};
