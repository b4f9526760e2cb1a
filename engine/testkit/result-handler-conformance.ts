import { expect, vi } from 'vitest';
import type { ResultFile, ResultHandler, RunRecord, StoredRun } from '../api/result-handler.ts';
import { conformanceSuite } from './conformance-suite.ts';
import type { SuiteCases } from './conformance-suite.ts';
import { sampleRun } from './sample-run.ts';

/** A result writer under test. */
export interface ResultHandlerSubject {
  readonly create: () => ResultHandler;
}

/**
 * Tests that a result writer satisfies the contract of {@link ResultHandler}: the files it writes, and what they depend
 * on.
 */
export function resultHandlerConformance(name: string, subject: ResultHandlerSubject): void {
  conformanceSuite({ name, kind: 'result writers' }, subject, RESULT_HANDLER_CASES);
}

export const RESULT_HANDLER_CASES: SuiteCases<ResultHandlerSubject> = {
  async 'writes files with unique names, outside folders'({ create }) {
    const files = await create().files(await sampleRun());
    const names = files.map(({ name }) => name);
    expect(names.filter((name) => !/^[A-Za-z0-9][\w.-]*\.[a-z0-9]+$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  },
  async 'writes texts or bytes'({ create }) {
    for (const { content } of await create().files(await sampleRun())) {
      const isTexts = Array.isArray(content) && content.every((text) => typeof text === 'string');
      expect(typeof content === 'string' || content instanceof Uint8Array || isTexts).toBe(true);
    }
  },
  async 'writes the same for the same run, regardless of the clock'({ create }) {
    const run = await sampleRun();
    const one = bytesOf(await create().files(run));
    vi.setSystemTime(Date.UTC(2031, 5, 6));
    try {
      expect(bytesOf(await create().files(run))).toEqual(one);
    } finally {
      vi.useRealTimers();
    }
  },
  async 'does not change the run'({ create }) {
    const run = await sampleRun();
    const before = shown(run);
    await create().files(frozen(run));
    expect(shown(run)).toEqual(before);
  },
  async 'writes a run without orders, an interrupted run and a run with unusual texts'({ create }) {
    const run = await sampleRun();
    const none = new Float64Array();
    const empty: RunRecord = {
      ...run,
      status: 'interrupted',
      statistics: {},
      figures: {},
      data: [],
      caveats: [],
      orders: [],
      orderRows: [],
      orderEvents: [],
      fills: [],
      equity: { time: none, value: none },
      benchmark: { time: none, value: none },
      daily: { time: none, equity: none, long: none, short: none, prices: [] },
      plots: [],
    };
    const odd = { ...run, strategy: 'a-b', caveats: [`"quoted", <b>bold</b>\n\u2028 & 'more' \\ \u0000`] };
    for (const record of [empty, odd]) expect((await create().files(record)).length).toBeGreaterThan(0);
  },
  async 'recreates the same files from a run folder, if it supports that'({ create }) {
    const run = await sampleRun();
    const handler = create();
    if (handler.restore === undefined) return;
    expect(bytesOf(handler.restore(storedRun(run)))).toEqual(bytesOf(await create().files(run)));
  },
};

/** Names and contents of the files that would be written. */
function bytesOf(files: readonly ResultFile[]): [string, string][] {
  return files.map(({ name, content }) => {
    const bytes = content instanceof Uint8Array ? content : Buffer.from([content].flat().join(''));
    return [name, Buffer.from(bytes).toString('base64')];
  });
}

/** The part of a run that can be read back from its folder. */
function storedRun(run: RunRecord): StoredRun {
  const kept = Object.entries(run).filter(([key]) => key !== 'orders' && key !== 'orderEvents');
  return Object.fromEntries(kept) as unknown as StoredRun;
}

/** The plain data of a run; orders belong to the engine. */
function shown(run: RunRecord): unknown {
  return structuredClone(storedRun(run));
}

function frozen(run: RunRecord): RunRecord {
  Object.freeze(run);
  for (const list of [run.orders, run.orderRows, run.orderEvents, run.fills, run.data, run.caveats, run.plots])
    Object.freeze(list);
  for (const row of run.orderRows) Object.freeze(row);
  return run;
}
