import { BarIndicator } from './bar-indicator.ts';
import { type IndicatorBar } from './indicator-base.ts';

/** The value of the last row that passed the filter, 0 before the first one (LEAN: FilteredIdentity.cs). */
export class FilteredIdentity<Row extends IndicatorBar = IndicatorBar> extends BarIndicator {
  private readonly filter: (row: Row) => boolean;
  private passed = 0;

  /** Without a filter, every row passes. */
  constructor(name: string, filter: (row: Row) => boolean = () => true) {
    super(name);
    this.filter = filter;
  }

  get isReady(): boolean {
    return this.samples > 0 && this.value > 0;
  }

  get warmUpPeriod(): number {
    return 1;
  }

  updateFrom(row: Row): boolean {
    const { value } = row;
    if (!this.accepts(row)) return this.isReady;
    if (this.filter(row)) this.passed = value;
    this.publish(row, this.passed);
    return this.isReady;
  }

  override reset(): void {
    super.reset();
    this.passed = 0;
  }
}
