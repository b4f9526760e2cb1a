import type { RunDates } from './run-dates.ts';
import type { BacktestRequest } from './run-request.ts';

export type MessageLevel = 'debug' | 'info' | 'error';

/** Forwards the messages of a run with the algorithm's time. */
export class RunMessages {
  private readonly dates: Pick<RunDates, 'localTime'>;
  private readonly onLog: BacktestRequest['onLog'];

  constructor(dates: Pick<RunDates, 'localTime'>, onLog: BacktestRequest['onLog']) {
    this.dates = dates;
    this.onLog = onLog;
  }

  log(level: MessageLevel, message: string): void {
    this.onLog?.(level, this.dates.localTime, message);
  }

  onMessage(level: 'debug' | 'error', message: string): void {
    this.log(level, message);
  }
}
