import { describe, expect, it } from 'vitest';
import { EngineError } from '../model/engine-error.ts';
import { MemoryLogFile } from '../testkit/memory-log-file.ts';
import { LIVE_ERRORS } from './errors.ts';
import { RecordLog } from './record-log.ts';

const TEXTS = ['first', '', 'zweite Zeile: äöü €', '{"x":1}'.repeat(40), 'last'];

function written(): { bytes: Uint8Array; ends: number[] } {
  const file = new MemoryLogFile();
  const log = new RecordLog(file);
  const ends = [file.bytes.length];
  for (const text of TEXTS) {
    log.append(text);
    ends.push(file.bytes.length);
  }
  return { bytes: file.bytes, ends };
}

describe('a record log', () => {
  it('returns the appended records', () => {
    const { bytes } = written();
    const log = new RecordLog(new MemoryLogFile(bytes));
    expect(log.records).toEqual(TEXTS);
    expect(log.cutBytes).toBe(0);
  });

  it('truncated at any byte, keeps the complete records before it and continues from there', () => {
    const { bytes, ends } = written();
    for (let size = 0; size <= bytes.length; size++) {
      const file = new MemoryLogFile(bytes.slice(0, size));
      const log = new RecordLog(file);
      const whole = ends.findLastIndex((end) => end <= size);
      expect(log.records).toEqual(TEXTS.slice(0, Math.max(0, whole)));
      log.append('behind');
      expect(new RecordLog(file).records).toEqual([...TEXTS.slice(0, Math.max(0, whole)), 'behind']);
    }
  });

  it('treats zeros at the end as an incomplete record', () => {
    const { bytes, ends } = written();
    const padded = new Uint8Array(ends[3] + 300);
    padded.set(bytes.subarray(0, ends[3]));
    expect(new RecordLog(new MemoryLogFile(padded)).records).toEqual(TEXTS.slice(0, 3));
  });

  it('treats any changed byte as an incomplete end or as damage, never as another record', () => {
    const { bytes, ends } = written();
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] ^= 0x41;
      const outcome = recordsOrFault(changed);
      if (at >= ends[TEXTS.length - 1]) expect(outcome).toEqual(TEXTS.slice(0, -1));
      else expect(outcome).toBe(at < ends[0] ? LIVE_ERRORS.LOG_FOREIGN.code : LIVE_ERRORS.LOG_DAMAGED.code);
    }
  });

  it('leaves no incomplete record when the disk is full', () => {
    const { bytes } = written();
    const file = new MemoryLogFile(bytes, bytes.length + 20);
    const log = new RecordLog(file);
    expect(() => log.append('more than fits into it')).toThrow(
      expect.objectContaining({ code: LIVE_ERRORS.LOG_DISK_FULL.code }),
    );
    expect(file.bytes).toEqual(bytes);
    file.capacity = Infinity;
    log.append('fits');
    expect(new RecordLog(file).records.at(-1)).toBe('fits');
  });

  it('syncs only when there are unsynced records', () => {
    const file = new MemoryLogFile();
    const log = new RecordLog(file);
    log.append('x');
    log.sync();
    log.sync();
    expect(file.syncs).toBe(1);
  });
});

function recordsOrFault(bytes: Uint8Array): readonly string[] | string {
  try {
    return new RecordLog(new MemoryLogFile(bytes)).records;
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
}
