import { expect } from 'vitest';
import type { LiveFeedInbox, LiveSubscription, PresentFeed } from '../api/live-feed.ts';
import type { RowColumns } from '../model/columns.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { conformanceSuite } from './conformance-suite.ts';
import type { SuiteCases } from './conformance-suite.ts';

/** A feed, and a subscription of which it has rows in a span of UTC instants. */
export interface LiveFeedSubject {
  readonly create: () => PresentFeed;
  readonly subscription: LiveSubscription;
  readonly fromUtc: number;
  readonly toUtc: number;
}

/** Tests that a feed of present data satisfies the contract of {@link PresentFeed}. */
export function liveFeedConformance(name: string, subject: LiveFeedSubject): void {
  conformanceSuite({ name, kind: 'live feeds' }, subject, LIVE_FEED_CASES);
}

const { signal } = new AbortController();
const NOBODY: LiveFeedInbox = { rows() {}, interrupted() {}, resumed() {}, message() {} };

/** Does something with a connected feed. */
async function connected<Answer>(feed: PresentFeed, work: () => Promise<Answer>): Promise<Answer> {
  await feed.connect(NOBODY, signal);
  try {
    return await work();
  } finally {
    await feed.disconnect();
  }
}

async function historyOf({ create, subscription, fromUtc, toUtc }: LiveFeedSubject): Promise<number[][]> {
  const feed = create();
  return connected(feed, async () => texts(await feed.history(subscription, fromUtc, toUtc, signal)));
}

/** The rows one by one: time and values. */
function texts(blocks: readonly RowColumns[]): number[][] {
  return blocks.flatMap(({ length, time, values }) =>
    Array.from({ length }, (_, index) => [time[index], ...values.map((column) => column[index])]),
  );
}

export const LIVE_FEED_CASES: SuiteCases<LiveFeedSubject> = {
  async 'has history within the span, oldest first'(subject) {
    const times = (await historyOf(subject)).map(([time]) => time);
    expect(times.length).toBeGreaterThan(1);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(subject.fromUtc);
    expect(times.at(-1)).toBeLessThan(subject.toUtc);
  },
  async 'gives the same history again'(subject) {
    expect(await historyOf(subject)).toEqual(await historyOf(subject));
  },
  async 'neither loses nor repeats a row where one span ends and the next begins'(subject) {
    const all = await historyOf(subject);
    const [middle] = all[Math.floor(all.length / 2)];
    const parts = [await historyOf({ ...subject, toUtc: middle }), await historyOf({ ...subject, fromUtc: middle })];
    expect(parts.flat()).toEqual(all);
  },
  async 'subscribes to what it has, and says what it does not have'({ create, subscription }) {
    const feed = create();
    const { securityType, market } = subscription.symbol;
    const unknown = {
      ...subscription,
      id: subscription.id + 1,
      symbol: new SecuritySymbol('NOSUCHTICKER', securityType, market, 'NOSUCHTICKER'),
    };
    const answers = await connected(feed, async () => [
      await feed.subscribe(subscription),
      await feed.subscribe(unknown),
    ]);
    expect(answers).toEqual([true, false]);
  },
  async 'can be disconnected twice'({ create }) {
    const feed = create();
    await connected(feed, async () => {});
    await feed.disconnect();
  },
};
