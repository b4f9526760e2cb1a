import { requireNotAsync, requireSynchronous } from '../../model/handler-errors.ts';
import type { RowKind } from '../../model/columns.ts';
import type { Consolidator, ConsolidatorData } from './consolidator.ts';

/** The common part of all consolidators: handlers and the last bar (LEAN: ConsolidatorBase.cs). */
export abstract class ConsolidatorBase<Output extends ConsolidatorData> implements Consolidator<Output> {
  consolidated: Output | undefined;
  nextScanTime = Infinity;
  private readonly handlers: ((bar: Output) => void)[] = [];

  abstract readonly inputKind: RowKind | undefined;
  abstract readonly outputKind: RowKind | undefined;
  abstract readonly workingBar: Output | undefined;

  abstract update(data: ConsolidatorData): void;

  /** Does nothing by default: most bars without a period end only with further rows. */
  scan(_localTime: number): void {}

  onConsolidated(handler: (bar: Output) => void): () => void {
    requireNotAsync('A handler of a consolidator', handler);
    this.handlers.push(handler);
    return () => {
      const index = this.handlers.indexOf(handler);
      if (index >= 0) this.handlers.splice(index, 1);
    };
  }

  reset(): void {
    this.consolidated = undefined;
    this.nextScanTime = Infinity;
  }

  /** Calls the handlers before updating `consolidated`, so that they can compare the bar with the previous one. */
  protected emit(bar: Output): void {
    for (let index = 0; index < this.handlers.length; index++)
      requireSynchronous('A handler of a consolidator', this.handlers[index](bar));
    this.consolidated = bar;
  }
}
