import fc from 'fast-check';
import { Algorithm, percentStop, percentTarget, type RiskRule, trailingStop } from 'tradewright';
import { backtestOnDailyBars, type DayPrices } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../plugins/risk-rules/rule-table.ts';
import { CrashFiles } from './crash-files.ts';
import { busyRequest } from './busy-trader.ts';
import { answersOf, runLiveOn } from './live-bench.ts';
import { runBacktest } from '../../engine/runtime/backtest.ts';

const TICKERS = ['AAA', 'BBB', 'CCC'];
const LIMITS = { 'max-position': 0.3, 'max-gross': 0.7, 'max-net': 0.6, 'min-cash': 0.25, 'max-positions': 2 } as const;
const rules = (): RiskRule[] => Object.entries(LIMITS).map(([name, limit]) => RULES[name]([String(limit)], {}));

const action = fc.record({
  kind: fc.constantFrom('market', 'limit', 'stop', 'holdings', 'bracket', 'update', 'cancel', 'close', 'none'),
  ticker: fc.nat({ max: TICKERS.length - 1 }),
  size: fc.integer({ min: -900, max: 900 }),
  price: fc.double({ min: 0.93, max: 1.07, noNaN: true }),
});
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

/** Holds what the rules say of the book that they see before each slice against the book itself. */
class Trader extends Algorithm {
  static plan: readonly (readonly Action[])[] = [];
  /** Rules that are broken at a slice, by day. */
  static broken: string[][] = [];
  /** Share that fees alone may carry a book beyond a limit. */
  static hair = 0;
  readonly traded = TICKERS.map((ticker) => this.addEquity(ticker, { resolution: 'daily' }));
  private day = -1;

  override onData(): void {
    this.day++;
    Trader.broken.push(this.brokenLimits());
    for (const one of Trader.plan[this.day] ?? []) this.act(one);
  }

  private brokenLimits(): string[] {
    const { totalPortfolioValue: total, cash, unsettledCash } = this.portfolio;
    const values = this.traded.map(({ holdings }) => holdings.holdingsValue);
    const gross = values.reduce((sum, value) => sum + Math.abs(value), 0) / total;
    const net = Math.abs(values.reduce((sum, value) => sum + value, 0)) / total;
    const { hair } = Trader;
    const broken = {
      'max-position': values.some((value) => Math.abs(value) / total > LIMITS['max-position'] + hair),
      'max-gross': gross > LIMITS['max-gross'] + hair,
      'max-net': net > LIMITS['max-net'] + hair,
      'min-cash': (cash + unsettledCash) / total < LIMITS['min-cash'] - hair,
      'max-positions': values.filter((value) => value !== 0).length > LIMITS['max-positions'],
    };
    return Object.entries(broken).flatMap(([name, isBroken]) => (isBroken ? [name] : []));
  }

  private act({ kind, ticker, size, price }: Action): void {
    const security = this.traded[ticker];
    const open = this.transactions.getOpenOrderTickets();
    if (kind === 'close') this.liquidate(security);
    else if (kind === 'cancel') open.at(-1)?.cancel();
    else if (kind === 'update' && size !== 0) open[0]?.update({ quantity: size });
    else if (kind === 'holdings') this.setHoldings(security, size / 1_000);
    else if (size === 0) return;
    else if (kind === 'market') this.marketOrder(security, size);
    else if (kind === 'limit') this.limitOrder(security, size, security.price * price);
    else if (kind === 'stop') this.stopMarketOrder(security, size, security.price * price);
    else if (kind === 'bracket')
      this.bracketOrder(security, size, { exits: [percentStop(0.03), percentTarget(0.05), trailingStop(0.02)] });
  }
}

async function play(plan: readonly (readonly Action[])[], bars: Record<string, DayPrices[]>, hair = 0) {
  Trader.hair = hair;
  const alerts: { name: string; isBegin: boolean }[][] = [];
  let heard: { name: string; isBegin: boolean }[] = [];
  Trader.plan = plan;
  Trader.broken = [];
  const result = await backtestOnDailyBars(Trader, {
    bars,
    cash: 100_000,
    request: {
      riskRules: rules(),
      onLog: (_level, _time, message) => {
        const raised = /^The risk rule ([a-z-]+):\S+ (raises|is kept again)/.exec(message);
        if (raised !== null) heard.push({ name: raised[1], isBegin: raised[2] === 'raises' });
      },
    },
  });
  alerts.push(heard);
  heard = [];
  return { result, alerts: alerts.flat(), broken: Trader.broken };
}

describe('limits', () => {
  const days = fc.array(fc.array(action, { maxLength: 3 }), { minLength: 5, maxLength: 25 });

  it('hold without drift, whatever is ordered, updated, cancelled and filled', async () => {
    await fc.assert(
      fc.asyncProperty(days, async (plan) => {
        const flat = Array.from({ length: plan.length + 2 }, (): DayPrices => 100);
        const { broken } = await play(plan, Object.fromEntries(TICKERS.map((ticker) => [ticker, flat])), 0.002);
        for (const names of broken) expect(names).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('are broken by drift and gaps alone, and that is raised', async () => {
    const step = fc.double({ min: -0.15, max: 0.15, noNaN: true });
    const walk = fc.array(step, { minLength: 30, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(days, fc.tuple(walk, walk, walk), async (plan, walks) => {
        const bars = Object.fromEntries(
          TICKERS.map((ticker, index) => [ticker, pricesOf(walks[index], plan.length + 2)]),
        );
        const { broken, alerts } = await play(plan, bars);
        const everBroken = new Set(broken.flat());
        const raised = new Set(alerts.filter(({ isBegin }) => isBegin).map(({ name }) => name));
        expect([...everBroken].toSorted()).toEqual([...raised].toSorted());
      }),
      { numRuns: 40 },
    );
  });

  it('refuse the same orders after a restart', async () => {
    const request = () => ({
      ...busyRequest(),
      riskRules: [RULES['max-position'](['0.15'], {}), RULES['max-order'](['1500'], {})],
    });
    const backtest = await runBacktest(request());
    const undisturbed = answersOf(backtest);
    expect(backtest.caveats.join(' ')).toContain('Orders refused by risk rules');
    const whole = new CrashFiles();
    expect(await runLiveOn(request(), whole)).toEqual(undisturbed);
    for (let limit = 200; limit < whole.written; limit += Math.ceil(whole.written / 7)) {
      const files = new CrashFiles(limit);
      await expect(runLiveOn(request(), files)).rejects.toThrow('cut off');
      expect(await runLiveOn(request(), new CrashFiles(Infinity, files.left))).toEqual(undisturbed);
    }
  });
});

function pricesOf(steps: readonly number[], count: number): DayPrices[] {
  let close = 100;
  return Array.from({ length: count }, (_, day): DayPrices => {
    const open = close * (1 + steps[day % steps.length] / 2);
    close = open * (1 + steps[(day + 7) % steps.length] / 2);
    return [open, Math.max(open, close) * 1.005, Math.min(open, close) * 0.995, close];
  });
}
