import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LiveFeedInbox, Resolution, SecuritySymbol, SecurityType, TickType } from 'tradewright/plugin';
import { liveFeedConformance, temporaryFolder } from 'tradewright/testkit';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AcmeLiveFeed } from './acme-live-feed.ts';

const MINUTE = 60_000;
const OPEN = Date.UTC(2026, 0, 5, 14, 30);

/** A line of the file: a bar that starts so many minutes after the open. */
function line(minute: number): string {
  const bar = { ticker: 'SPY', time: OPEN + minute * MINUTE, open: 10, high: 12, low: 9, close: 11, volume: 100 };
  return `${JSON.stringify(bar)}\n`;
}

const folder = temporaryFolder({ 'bars.jsonl': [0, 1, 2, 4, 5].map(line).join('') });
afterAll(() => folder.remove());

const file = join(folder.path, 'bars.jsonl');
const subscription = {
  id: 1,
  symbol: new SecuritySymbol('SPY', SecurityType.Equity, 'usa', 'SPY'),
  resolution: Resolution.Minute,
  tickType: TickType.Trade,
  extendedMarketHours: false,
};

liveFeedConformance('AcmeLiveFeed', {
  create: () => new AcmeLiveFeed(file),
  subscription,
  fromUtc: OPEN,
  toUtc: OPEN + 6 * MINUTE,
});

describe('AcmeLiveFeed', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('delivers the bars that are appended', async () => {
    const times: number[] = [];
    const inbox: LiveFeedInbox = {
      rows: (_id, { time }) => times.push(...time),
      interrupted() {},
      resumed() {},
      message() {},
    };
    const feed = new AcmeLiveFeed(file);
    await feed.connect(inbox);
    await feed.subscribe(subscription);
    appendFileSync(file, line(6));
    vi.advanceTimersByTime(2_000);
    await feed.disconnect();
    expect(times).toEqual([OPEN + 6 * MINUTE]);
  });
});
