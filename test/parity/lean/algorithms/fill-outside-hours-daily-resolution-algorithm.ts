import { Resolution } from 'tradewright';
import FillOutsideHoursMinuteResolutionAlgorithm from './fill-outside-hours-minute-resolution-algorithm.ts';

/** The same with daily bars, whose last one ended hours before the order. */
export default class FillOutsideHoursDailyResolutionAlgorithm extends FillOutsideHoursMinuteResolutionAlgorithm {
  protected override readonly resolution = Resolution.Daily;
}
