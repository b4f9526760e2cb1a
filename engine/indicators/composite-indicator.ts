import { ConstantIndicator } from './constant-indicator.ts';
import { IndicatorBase, IndicatorInput, PointCursor } from './indicator-base.ts';

/** Computes a value from two others; NaN means no result and leaves the composite's value unchanged. */
export type IndicatorComposer = (left: number, right: number) => number;

/**
 * A value computed from two indicators whenever both have a new value; a constant operand never delays the other one
 * (LEAN: CompositeIndicator.cs). It is not fed with rows but subscribes to both.
 */
export class CompositeIndicator extends IndicatorBase {
  readonly left: IndicatorBase;
  readonly right: IndicatorBase;
  private readonly composer: IndicatorComposer;
  private readonly cursor = new PointCursor();
  private hasLeft = false;
  private hasRight = false;

  constructor(left: IndicatorBase, right: IndicatorBase, composer: IndicatorComposer, name?: string) {
    super(name ?? `COMPOSE(${left.name},${right.name})`);
    this.left = left;
    this.right = right;
    this.composer = composer;
    const isLeftConstant = left instanceof ConstantIndicator;
    const isRightConstant = right instanceof ConstantIndicator;
    left.onUpdated((source) => {
      this.hasLeft = true;
      if (this.hasRight || isRightConstant) this.compose(source.time);
    });
    right.onUpdated((source) => {
      this.hasRight = true;
      if (this.hasLeft || isLeftConstant) this.compose(source.time);
    });
  }

  override get inputKind(): IndicatorInput {
    return IndicatorInput.Value;
  }

  get isReady(): boolean {
    return this.left.isReady && this.right.isReady;
  }

  get warmUpPeriod(): number {
    return Math.max(this.left.warmUpPeriod, this.right.warmUpPeriod);
  }

  /** Resets both sides too, as LEAN does. */
  override reset(): void {
    this.left.reset();
    this.right.reset();
    super.reset();
    this.hasLeft = false;
    this.hasRight = false;
  }

  private compose(time: number): void {
    this.hasLeft = false;
    this.hasRight = false;
    const point = this.cursor.write(time, this.composer(this.left.value, this.right.value));
    if (this.accepts(point)) this.publish(point, point.value);
    else this.samples++;
  }
}
