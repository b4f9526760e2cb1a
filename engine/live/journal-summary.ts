import { closeSync, fstatSync, readSync } from 'node:fs';
import { openDataFile } from '../data/formats/text-file.ts';
import type { JournalRecord, RunRecordText } from './journal-records.ts';
import { firstRecord, recordsAmong } from './record-log.ts';

/** Bytes read from the start and from the end of a journal, more than the length of its first and last records. */
const READ_BYTES = 1 << 16;

/** Summary of a run from the first and last bytes of its journal, without reading all of it. */
export interface JournalSummary {
  /** Undefined if the first record is damaged or missing. */
  readonly header: RunRecordText | undefined;
  /** Whether the journal contains the end of the run. */
  readonly hasEnd: boolean;
}

/** Reads the summary of a journal; undefined if there is none or it cannot be read. */
export function summarizeJournal(path: string): JournalSummary | undefined {
  try {
    const handle = openDataFile(path);
    try {
      const { size } = fstatSync(handle);
      const header = recordOf(firstRecord(readAt(handle, 0)) ?? '');
      const last = recordsAmong(readAt(handle, Math.max(0, size - READ_BYTES))).map(recordOf);
      return {
        header: header?.type === 'run' ? header : undefined,
        hasEnd: last.some((record) => record?.type === 'end'),
      };
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  }
}

function readAt(handle: number, position: number): Buffer {
  const bytes = Buffer.alloc(READ_BYTES);
  return bytes.subarray(0, readSync(handle, bytes, 0, READ_BYTES, position));
}

function recordOf(text: string): JournalRecord | undefined {
  try {
    return JSON.parse(text) as JournalRecord;
  } catch {
    return undefined;
  }
}
