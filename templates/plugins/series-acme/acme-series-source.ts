import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EngineError, type SeriesColumns, type SeriesRequest, type SeriesSource } from 'tradewright/plugin';
import { SERIES_ACME_ERRORS } from './errors.ts';

interface Row {
  readonly value: number;
  readonly asOf: number;
  readonly publishedAt: number;
}

/** A series from a JSON file. */
export class AcmeSeriesSource implements SeriesSource {
  private readonly path: string;

  constructor({ folder }: SeriesRequest, file: string) {
    this.path = resolve(folder, file);
  }

  /** @throws EngineError SERIES_ACME_UNREADABLE */
  read(): SeriesColumns {
    const rows = this.rows().toSorted((a, b) => a.publishedAt - b.publishedAt);
    return {
      value: Float64Array.from(rows, ({ value }) => value),
      asOf: Float64Array.from(rows, ({ asOf }) => asOf),
      publishedAt: Float64Array.from(rows, ({ publishedAt }) => publishedAt),
    };
  }

  private rows(): Row[] {
    let found: unknown;
    try {
      found = JSON.parse(readFileSync(this.path, 'utf8'));
    } catch (cause) {
      throw this.unreadable('cannot be read', cause);
    }
    if (!Array.isArray(found)) throw this.unreadable('is not a list');
    return found.map((row: Readonly<Record<keyof Row, unknown>> | null, place) => {
      const value = Number(row?.value ?? NaN);
      const [asOf, publishedAt] = [row?.asOf, row?.publishedAt].map((time) => Date.parse(String(time)));
      if (Number.isFinite(value) && Number.isFinite(asOf) && Number.isFinite(publishedAt))
        return { value, asOf, publishedAt };
      throw this.unreadable(`has an entry ${place + 1} that is not a value with its times`);
    });
  }

  private unreadable(found: string, cause?: unknown): EngineError {
    const message = `The file ${this.path} ${found}. ${SERIES_ACME_ERRORS.UNREADABLE.remedy}`;
    return new EngineError(SERIES_ACME_ERRORS.UNREADABLE, message, { data: { file: this.path }, cause });
  }
}
