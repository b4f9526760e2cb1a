import { type BacktestResult } from 'tradewright';
import { type BacktestRequest } from '../../engine/runtime/run-request.ts';
import { RecordLog } from 'tradewright/plugin';
import { resultHash } from '../../engine/host/results/result-hash.ts';
import { Journal } from '../../engine/live/journal.ts';
import { JOURNAL_FORMAT } from '../../engine/live/journal-records.ts';
import { LiveRun } from '../../engine/live/live-run.ts';
import type { LogFile } from '../../engine/live/log-file.ts';
import { Pace } from '../../engine/live/pace.ts';
import { PaperBrokerage } from '../../plugins/brokerage-paper/paper-brokerage.ts';

/** The results of a run that must not depend on interruptions. */
export interface Answers {
  readonly status: string;
  readonly orders: number;
  readonly orderListHash: string;
  readonly resultHash: string;
  readonly statistics: Readonly<Record<string, string>>;
  readonly dataPoints: number;
}

export function answersOf({
  status,
  orders,
  orderEvents,
  orderListHash,
  statistics,
  equity,
  dataPoints,
}: BacktestResult): Answers {
  const hash = resultHash({ orderEvents, statistics, equity });
  return { status, orders: orders.length, orderListHash, resultHash: hash, statistics, dataPoints };
}

/** The files that outlive the process of a paper run. */
export interface LiveFiles {
  readonly journal: LogFile;
  readonly account: LogFile;
}

/** Prepares a paper run with files, new or interrupted. */
export function liveRunOn(request: BacktestRequest, files: LiveFiles, pace = new Pace(Infinity)): LiveRun {
  const header = { type: 'run', format: JOURNAL_FORMAT, run: 'bench', runId: 'twbench', plan: {} } as const;
  return new LiveRun({
    ...request,
    brokerage: new PaperBrokerage(() => new RecordLog(files.account)),
    journal: new Journal(new RecordLog(files.journal), header),
    pace,
  });
}

/** Starts or resumes a run. @throws the error that ended the run */
export async function runLiveOn(request: BacktestRequest, files: LiveFiles, pace?: Pace): Promise<Answers> {
  return answersOf((await liveRunOn(request, files, pace).execute()).result);
}
