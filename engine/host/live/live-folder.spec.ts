import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../live/journal.ts';
import { JOURNAL_FORMAT } from '../../live/journal-records.ts';
import { DiskLogFile } from '../../live/log-file.ts';
import { RecordLog } from '../../live/record-log.ts';
import { LiveFolder } from './live-folder.ts';

const BEGUN = { strategy: 'mine', broker: 'paper', flags: { strategy: 'mine' }, startedAt: '2026-11-21T09:45:00.000Z' };
const NOW = Date.parse(BEGUN.startedAt);

let parent: string;
let remove: () => void;
beforeEach(() => {
  ({ path: parent, remove } = temporaryFolder());
});
afterEach(() => remove());

function create(): LiveFolder {
  const { strategy, broker, flags } = BEGUN;
  return LiveFolder.create(parent, { runId: 'tw1', strategy, broker, flags }, NOW);
}

function journalIn({ path, name }: LiveFolder, { hasEnd = false, runId = 'tw1', begun = BEGUN } = {}): void {
  const log = new RecordLog(new DiskLogFile(join(path, 'run.journal')));
  const journal = new Journal(log, { type: 'run', format: JOURNAL_FORMAT, run: name, runId, plan: {}, begun });
  if (hasEnd) journal.write({ type: 'end', utc: 0, orders: 0 });
  journal.note('stopped');
  journal.close();
}

describe('the folder of a live run', () => {
  it('is never shared by two runs that start in the same second', () => {
    expect(new Set([create(), create(), create()].map(({ path }) => path)).size).toBe(3);
  });

  it.each(['', '{"format":1', '[]', 'null', '{"format":1,"runId":7}', '{"format":2}'])(
    'is known by its journal where run.json is %j',
    (text) => {
      const made = create();
      journalIn(made);
      writeFileSync(join(made.path, 'run.json'), text);
      const [found] = LiveFolder.list(parent);
      expect(found.document).toMatchObject({ runId: 'tw1', ...BEGUN, state: 'unfinished' });
      expect(found.caution).toBe(
        `run.json of the live run ${made.name} is damaged or missing; its journal is used instead.`,
      );
      found.repair();
      expect(LiveFolder.open(made.path)?.caution).toBeUndefined();
      expect(LiveFolder.open(made.path)?.document).toEqual(made.document);
    },
  );

  it('has not ended while its journal has no end record, and reports a contradiction', () => {
    const made = create();
    journalIn(made);
    made.writeResults([{ name: 'a.txt', content: 'a' }], { time: '', orders: 0, equity: 1 }, true);
    expect(readFileSync(join(made.path, 'run.json'), 'utf8')).toContain('finished');
    const found = LiveFolder.open(made.path);
    expect([found?.isFinished, found?.caution]).toEqual([
      false,
      `run.json of the live run ${made.name} says that the run has ended, and its journal does not; it is taken as unfinished.`,
    ]);
  });

  it('has ended if journal and run.json agree', () => {
    const made = create();
    journalIn(made, { hasEnd: true });
    expect(LiveFolder.open(made.path)?.isFinished).toBe(false);
    made.writeResults([], { time: '', orders: 0, equity: 1 }, true);
    expect(LiveFolder.open(made.path)).toMatchObject({ isFinished: true, caution: undefined });
  });

  it('prefers the journal if run.json is of another run', () => {
    const made = create();
    journalIn(made, { runId: 'tw2' });
    expect(LiveFolder.open(made.path)?.document.runId).toBe('tw2');
    expect(LiveFolder.open(made.path)?.caution).toContain('is about another run than its journal');
  });

  it('is found by its folder name if both are damaged, so that the damage is reported', () => {
    const made = create();
    writeFileSync(join(made.path, 'run.journal'), 'noise');
    writeFileSync(join(made.path, 'run.json'), 'noise');
    expect(LiveFolder.open(made.path)?.document).toMatchObject({ strategy: 'mine', state: 'unfinished' });
  });
});
