/** A row that cannot be used. */
export interface BadRow {
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

const KEPT = 1000;

/** Counts rows that cannot be used, and keeps the first thousand of them. */
export class BadRows {
  readonly rows: BadRow[] = [];
  count = 0;

  add(row: BadRow): void {
    this.count++;
    if (this.rows.length < KEPT) this.rows.push(row);
  }
}
