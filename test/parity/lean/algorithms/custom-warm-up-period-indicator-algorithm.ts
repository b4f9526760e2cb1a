import { Algorithm, Indicator, Resolution, type DataPoint, SimpleMovingAverage } from 'tradewright';

const MINUTE = 60_000;
const PERIOD = 60;

/** A custom simple average that does not declare its warm-up period. */
class PlainAverage extends Indicator {
  private readonly inputs: number[] = [];

  get isReady(): boolean {
    return this.inputs.length === PERIOD;
  }

  get warmUpPeriod(): number {
    return 0;
  }

  updateFrom(point: DataPoint): boolean {
    if (this.accepts(point)) {
      this.inputs.push(point.value);
      if (this.inputs.length > PERIOD) this.inputs.shift();
      const sum = this.inputs.reduce((total, input) => total + input, 0);
      this.publish(point, sum / this.inputs.length);
    }
    return this.isReady;
  }
}

/** The same average, which declares it. */
class WarmableAverage extends PlainAverage {
  override get warmUpPeriod(): number {
    return PERIOD;
  }
}

/** Indicators that declare their warm-up period are ready after a warm-up; others are not warmed up. */
export default class CustomWarmUpPeriodIndicatorAlgorithm extends Algorithm {
  private readonly plain = new PlainAverage('plain');
  private readonly warmable = [
    new WarmableAverage('warmable'),
    new SimpleMovingAverage(PERIOD, 'first'),
    new SimpleMovingAverage(PERIOD, 'second'),
  ];

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Second);
    const options = { resolution: Resolution.Minute };
    for (const indicator of [this.plain, ...this.warmable]) this.indicators.register('SPY', indicator, options);
    for (const indicator of [this.plain, ...this.warmable]) this.indicators.warmUp('SPY', indicator, options);
    if (this.plain.isReady) throw new Error('the plain average was warmed up');
    for (const { name, isReady, samples } of this.warmable) {
      if (!isReady || samples !== PERIOD) throw new Error(`the ${name} average has ${samples} samples`);
    }
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
    if (this.time % MINUTE !== 0) return;
    const { plain } = this;
    if (plain.isReady !== plain.samples >= PERIOD) throw new Error('the plain average is ready too early or too late');
    if (!plain.isReady) return;
    for (const { name, value } of this.warmable) {
      if (Math.abs(value - plain.value) > 1e-9)
        throw new Error(`the ${name} average is ${value}, the plain one ${plain.value}`);
    }
  }
}
