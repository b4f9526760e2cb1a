import { describe, expect, it } from 'vitest';
import { MemoryLogFile } from '../testkit/memory-log-file.ts';
import { JOURNAL_FORMAT } from './journal-records.ts';
import type { CommandRecord, IntentRecord, RunRecordText } from './journal-records.ts';
import { Journal } from './journal.ts';
import { RecordLog } from './record-log.ts';

const HEADER: RunRecordText = { type: 'run', format: JOURNAL_FORMAT, run: 'x', runId: 'tw1', plan: { strategy: 'x' } };
const PAUSE: CommandRecord = { type: 'command', utc: 20, command: 'pause' };

function intent(id: string, quantity = 10): IntentRecord {
  const prices = [0, 0, 0, 0];
  const order = { symbol: 'equity/usa/X', orderType: 0, quantity, prices, timeInForce: 0, expiry: null, tag: '' };
  return { type: 'place', utc: 20, id, revision: 1, ...order };
}

/** Two instants, an order, a command, one more instant and an order. */
function write(journal: Journal): void {
  journal.instant(10, 111);
  journal.instant(20, 222);
  journal.write(intent('tw1-1'), true);
  journal.write(PAUSE);
  journal.instant(30, 333);
  journal.write(intent('tw1-2'), true);
}

function written(): MemoryLogFile {
  const file = new MemoryLogFile();
  write(new Journal(new RecordLog(file), HEADER));
  return file;
}

describe('a journal', () => {
  it('keeps the order of inputs and outputs, and the description of the run', () => {
    const { header, records } = new Journal(new RecordLog(written()));
    expect(header).toEqual(HEADER);
    expect(records.map(({ type }) => type)).toEqual(['run', 'instants', 'place', 'command', 'instants', 'place']);
  });

  it('writes instants only when other records depend on them', () => {
    const file = new MemoryLogFile();
    const journal = new Journal(new RecordLog(file), HEADER);
    const before = file.bytes.length;
    journal.instant(10, 1);
    expect(file.bytes.length).toBe(before);
    journal.isEager = true;
    journal.instant(20, 2);
    expect(new Journal(new RecordLog(file)).records.at(-1)).toEqual({
      type: 'instants',
      count: 2,
      utc: 20,
      checksum: 2,
    });
  });

  it('syncs intents to disk before they are sent', () => {
    expect(written().syncs).toBe(3);
  });

  it('writes nothing during a replay that matches it', () => {
    const file = written();
    const { bytes } = file;
    const journal = new Journal(new RecordLog(file), HEADER);
    journal.instant(10, 111);
    journal.instant(20, 222);
    expect(journal.hasInput).toBe(false);
    expect(journal.write(intent('tw1-1'))).toBe(false);
    expect(journal.takeInput()).toEqual(PAUSE);
    expect(journal.takeInput()).toBeUndefined();
    journal.instant(30, 333);
    expect(journal.isReplaying).toBe(true);
    expect(journal.write(intent('tw1-2'))).toBe(false);
    expect(journal.isReplaying).toBe(false);
    expect(file.bytes).toEqual(bytes);
  });

  it('continues writing where the replay ends', () => {
    const file = written();
    const journal = new Journal(new RecordLog(file), HEADER);
    journal.instant(10, 111);
    journal.instant(20, 222);
    journal.write(intent('tw1-1'));
    journal.takeInput();
    journal.instant(30, 333);
    journal.write(intent('tw1-2'));
    journal.instant(40, 444);
    expect(journal.write(intent('tw1-3'))).toBe(true);
    expect(new Journal(new RecordLog(file)).records.slice(-2)).toEqual([
      { type: 'instants', count: 4, utc: 40, checksum: 444 },
      intent('tw1-3'),
    ]);
  });

  it.each<[string, (journal: Journal) => void, string]>([
    [
      'another order',
      (journal) => journal.write(intent('tw1-1', 11)),
      'the journal has the order tw1-1 (place, equity/usa/X, 10)',
    ],
    ['no order', (journal) => journal.instant(30, 333), 'the journal has the order tw1-1'],
    [
      'an order too many',
      (journal) => {
        journal.write(intent('tw1-1'));
        journal.write(intent('tw1-9'));
      },
      'the replay gave the order tw1-9',
    ],
  ])('rejects %s instead of an order', (_what, differ, message) => {
    const journal = new Journal(new RecordLog(written()), HEADER);
    journal.instant(10, 111);
    journal.instant(20, 222);
    expect(() => differ(journal)).toThrow(
      expect.objectContaining({ code: 'LIVE_REPLAY_DIFFERS', message: expect.stringContaining(message) }),
    );
  });

  it('rejects other rows', () => {
    const journal = new Journal(new RecordLog(written()), HEADER);
    journal.instant(10, 999);
    expect(() => journal.instant(20, 223)).toThrow('rows until 1970-01-01T00:00:00.020Z with the checksum de');
  });

  it('skips notes at any position', () => {
    const file = new MemoryLogFile();
    const journal = new Journal(new RecordLog(file), HEADER);
    journal.instant(10, 1);
    journal.note('stopped');
    const again = new Journal(new RecordLog(file), HEADER);
    again.note('stopped while it ran again');
    again.instant(10, 1);
    expect(again.isReplaying).toBe(false);
    expect(again.write(intent('tw1-1'))).toBe(true);
  });

  it('is invalid without its first record, or with another format', () => {
    expect(() => new Journal(new RecordLog(new MemoryLogFile()))).toThrow('does not start with a header');
    const file = new MemoryLogFile();
    new RecordLog(file).append(JSON.stringify({ ...HEADER, format: 99 }));
    expect(() => new Journal(new RecordLog(file), HEADER)).toThrow('does not start with a header');
  });
});
