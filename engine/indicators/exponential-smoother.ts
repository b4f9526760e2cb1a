/**
 * `level += factor * (input - level)`, carrying the rounding error of each step into the next one.
 *
 * A level that has reached its input stays there, and the level is exact to its last digit after any number of steps.
 */
export class ExponentialSmoother {
  level = 0;
  private readonly factor: number;
  private carry = 0;

  constructor(factor: number) {
    this.factor = factor;
  }

  start(level: number): void {
    this.level = level;
    this.carry = 0;
  }

  add(value: number): void {
    const level = this.level;
    const step = this.factor * (value - level - this.carry) + this.carry;
    this.level = this.factor === 1 ? value : level + step;
    this.carry = step - (this.level - level);
  }
}
