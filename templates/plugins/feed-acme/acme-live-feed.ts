import {
  type LiveFeedInbox,
  type LiveSubscription,
  type PresentFeed,
  readFileIfThere,
  Resolution,
  type RowColumns,
  RowKind,
  TickType,
} from 'tradewright/plugin';

/** A bar as the file has it: a JSON object in each line, oldest first; `time` is the UTC instant of its start. */
interface FileBar {
  readonly ticker: string;
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

const MINUTE = 60_000;
const POLL_EVERY = 1_000;
/** Decimal places of the prices. */
const PLACES = 2;

/** Minute bars that another program appends to a file. */
export class AcmeLiveFeed implements PresentFeed {
  readonly kind = 'present';
  readonly name = 'acme';
  private readonly file: string;
  private readonly subscriptions = new Map<number, LiveSubscription>();
  private inbox: LiveFeedInbox | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  /** Lines that were delivered. */
  private delivered = 0;

  constructor(file: string) {
    this.file = file;
  }

  async connect(inbox: LiveFeedInbox): Promise<void> {
    this.inbox = inbox;
    this.delivered = this.bars().length;
    this.timer = setInterval(() => this.poll(), POLL_EVERY);
  }

  async disconnect(): Promise<void> {
    clearInterval(this.timer);
    this.inbox = undefined;
  }

  async subscribe(subscription: LiveSubscription): Promise<boolean> {
    const { resolution, tickType, symbol } = subscription;
    if (resolution !== Resolution.Minute || tickType !== TickType.Trade) return false;
    if (!this.bars().some(({ ticker }) => ticker === symbol.ticker)) return false;
    this.subscriptions.set(subscription.id, subscription);
    return true;
  }

  unsubscribe(id: number): void {
    this.subscriptions.delete(id);
  }

  async history({ symbol }: LiveSubscription, fromUtc: number, toUtc: number): Promise<readonly RowColumns[]> {
    const isAsked = ({ ticker, time }: FileBar): boolean =>
      ticker === symbol.ticker && time >= fromUtc && time + MINUTE <= toUtc;
    return [columnsOf(this.bars().filter(isAsked))];
  }

  private poll(): void {
    const fresh = this.bars().slice(this.delivered);
    this.delivered += fresh.length;
    for (const { id, symbol } of this.subscriptions.values())
      this.inbox?.rows(id, columnsOf(fresh.filter(({ ticker }) => ticker === symbol.ticker)));
  }

  private bars(): FileBar[] {
    const lines = String(readFileIfThere(this.file) ?? '').split('\n');
    // the last line may not be complete yet
    return lines.slice(0, -1).map((line) => JSON.parse(line) as FileBar);
  }
}

function columnsOf(bars: readonly FileBar[]): RowColumns {
  const column = (name: Exclude<keyof FileBar, 'ticker'>): Float64Array => Float64Array.from(bars, (bar) => bar[name]);
  const values = [column('open'), column('high'), column('low'), column('close'), column('volume')];
  return { kind: RowKind.TradeBar, length: bars.length, time: column('time'), values, scales: PLACES };
}
