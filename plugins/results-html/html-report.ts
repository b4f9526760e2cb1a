import type { ResultFile, ResultHandler, RunRecord, StoredRun } from 'tradewright/plugin';
import { reportPage } from './report-page.ts';

/** report.html: a self-contained page about a run. */
export class HtmlReportHandler implements ResultHandler {
  files(record: RunRecord): readonly ResultFile[] {
    return this.restore(record);
  }

  restore(run: StoredRun): readonly ResultFile[] {
    return [{ name: 'report.html', content: reportPage(run) }];
  }
}
