import { EngineError } from '../../model/engine-error.ts';
import type { RowKind } from '../../model/columns.ts';
import { ConsolidatorBase } from './consolidator-base.ts';
import type { Consolidator, ConsolidatorData } from './consolidator.ts';
import { CONSOLIDATOR_ERRORS } from './errors.ts';

/**
 * Feeds the bars of one consolidator into a second one and emits the bars of the second (LEAN:
 * SequentialConsolidator.cs).
 */
export class SequentialConsolidator<
  Output extends ConsolidatorData = ConsolidatorData,
> extends ConsolidatorBase<Output> {
  readonly first: Consolidator;
  readonly second: Consolidator<Output>;

  constructor(first: Consolidator, second: Consolidator<Output>) {
    super();
    const { outputKind } = first;
    if (outputKind !== undefined && second.inputKind !== undefined && outputKind !== second.inputKind) {
      throw new EngineError(
        CONSOLIDATOR_ERRORS.INPUT_MISMATCH,
        `The first consolidator emits rows of kind ${outputKind}, the second one accepts kind ${second.inputKind}. Chain two of the same kind.`,
      );
    }
    this.first = first;
    this.second = second;
    first.onConsolidated((bar) => second.update(bar));
    second.onConsolidated((bar) => this.emit(bar));
  }

  get inputKind(): RowKind | undefined {
    return this.first.inputKind;
  }

  get outputKind(): RowKind | undefined {
    return this.second.outputKind ?? this.first.outputKind;
  }

  get workingBar(): Output | undefined {
    return this.second.workingBar;
  }

  update(data: ConsolidatorData): void {
    this.first.update(data);
    this.nextScanTime = this.first.nextScanTime;
  }

  /** Only the first consolidator is scanned, as in LEAN. */
  override scan(localTime: number): void {
    this.first.scan(localTime);
    this.nextScanTime = this.first.nextScanTime;
  }

  override reset(): void {
    super.reset();
    this.first.reset();
    this.second.reset();
  }
}
