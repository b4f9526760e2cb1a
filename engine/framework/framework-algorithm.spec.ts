import { describe, expect, it } from 'vitest';
import { days, minutes } from '../data/time/calendar-math.ts';
import { Resolution } from '../model/resolution.ts';
import type { AlgorithmHost } from '../runtime/algorithm-host.ts';
import type { BacktestResult } from '../runtime/run-request.ts';
import { clock, starts, tradeColumns } from '../testkit/memory-columns.ts';
import { MemoryMarket } from '../testkit/memory-market.ts';
import { runScript } from '../testkit/scripted-run.ts';
import {
  ConstantAlphaModel,
  CustomUniverseSelectionModel,
  EqualWeightingPortfolioConstructionModel,
  FrameworkAlgorithm,
  Insight,
  InsightWeightingPortfolioConstructionModel,
  ManualUniverseSelectionModel,
  MaximumDrawdownPercentPerSecurity,
  PortfolioTarget,
} from './index.ts';
import type { RiskManagementModel } from './index.ts';

const TICKERS = ['AAA', 'BBB'];
const MINUTES = ['2024-03-04', '2024-03-05'].flatMap((date) => starts(`${date} 09:30`, `${date} 16:00`, 60_000));
const market = (price: (minute: number) => number): MemoryMarket =>
  new MemoryMarket({
    series: TICKERS.map((ticker) => ({
      ticker,
      resolution: Resolution.Minute,
      rows: tradeColumns(MINUTES.map((time, minute) => [time, price(minute)])),
    })),
  });
const FLAT = market(() => 100);

abstract class Minutes extends FrameworkAlgorithm {
  override initialize(): void {
    this.setCash(100_000);
    this.universeSettings = { resolution: Resolution.Minute };
    this.setBenchmark(() => 1);
    this.put();
  }

  abstract put(): void;
}

async function play(
  put: (algorithm: FrameworkAlgorithm) => void,
  source = FLAT,
  end = '2024-03-04',
): Promise<{ readonly result: BacktestResult; readonly algorithm: FrameworkAlgorithm }> {
  let algorithm!: FrameworkAlgorithm;
  const createAlgorithm = (host: AlgorithmHost): FrameworkAlgorithm =>
    (algorithm = new (class extends Minutes {
      put(): void {
        put(this);
      }
    })(host));
  return { result: await runScript(source, {}, { start: '2024-03-04', end, createAlgorithm }), algorithm };
}

const placed = ({ orders }: BacktestResult): unknown[] => orders.map((one) => [one.symbol.ticker, one.quantity]);

describe('a strategy composed of models', () => {
  it('turns insights into positions, and does nothing without a construction model', async () => {
    const put = (algorithm: FrameworkAlgorithm): void => {
      algorithm.setUniverseSelection(new ManualUniverseSelectionModel(TICKERS));
      algorithm.setAlpha(new ConstantAlphaModel('up', days(1)));
    };
    const constructed = await play((algorithm) => {
      put(algorithm);
      algorithm.setPortfolioConstruction(new EqualWeightingPortfolioConstructionModel());
    });
    expect(placed(constructed.result)).toEqual([
      ['AAA', 498],
      ['BBB', 498],
    ]);
    const without = await play(put);
    expect(placed(without.result)).toEqual([]);
    expect(without.algorithm.insights.totalCount).toBe(2);
  });

  it('scales weights whose sum exceeds 1, and closes positions whose insights have expired', async () => {
    const { result, algorithm } = await play((one) => {
      one.setUniverseSelection(new ManualUniverseSelectionModel(TICKERS));
      one.setPortfolioConstruction(new InsightWeightingPortfolioConstructionModel({ rebalance: minutes(1) }));
      let isFirst = true;
      one.setAlpha({
        update({ securities }) {
          if (!isFirst || securities.count < 2) return [];
          isFirst = false;
          return [
            Insight.price(securities.of('AAA'), minutes(10), 'up', { weight: 1.5 }),
            Insight.price(securities.of('BBB'), minutes(10), 'down', { weight: 0.5 }),
          ];
        },
      });
    });
    expect(placed(result)).toEqual([
      ['AAA', 748],
      ['BBB', -249],
      ['AAA', -748],
      ['BBB', 249],
    ]);
    const [opened, , closed] = result.orders;
    expect(closed.timeUtc - opened.timeUtc).toBe(minutes(11));
    expect(algorithm.insights.count).toBe(0);
  });

  it('lets risk management override targets, and calls several models in turn', async () => {
    const asked: string[] = [];
    const limit = (name: string, quantity: number): RiskManagementModel => ({
      manageRisk: (_algorithm, targets) => {
        asked.push(name);
        return targets
          .filter((target) => target.quantity > quantity)
          .map(({ symbol }) => new PortfolioTarget(symbol, quantity, name));
      },
    });
    const { result } = await play((algorithm) => {
      algorithm.setUniverseSelection(new ManualUniverseSelectionModel(['AAA']));
      algorithm.setAlpha(new ConstantAlphaModel('up', days(1)));
      algorithm.setPortfolioConstruction(new EqualWeightingPortfolioConstructionModel());
      algorithm.addRiskManagement(limit('first', 500));
      algorithm.addRiskManagement(limit('second', 300));
    });
    expect(result.orders.map(({ quantity, tag }) => [quantity, tag])).toEqual([[300, 'second']]);
    expect(asked.slice(0, 2)).toEqual(['first', 'second']);
  });

  it('closes a position that has lost too much, and expires its insight', async () => {
    const falling = market((minute) => 100 - minute / 10);
    const { result, algorithm } = await play((one) => {
      one.setUniverseSelection(new ManualUniverseSelectionModel(['AAA']));
      one.setAlpha(new ConstantAlphaModel('up', days(1)));
      one.setPortfolioConstruction(new EqualWeightingPortfolioConstructionModel());
      one.setRiskManagement(new MaximumDrawdownPercentPerSecurity(0.02));
    }, falling);
    const [bought, sold] = result.orders;
    expect(sold.quantity).toBe(-bought.quantity);
    expect(sold.price / bought.price - 1).toBeLessThan(-0.02);
    expect(algorithm.insights.getActiveInsights(sold.timeUtc)).toEqual([]);
  });

  it('calls a scheduled universe before processing rows of the same time', async () => {
    const asked: string[] = [];
    const told: string[] = [];
    const { result } = await play(
      (algorithm) => {
        algorithm.onSecuritiesChanged = ({ added, removed }) => {
          const names = (list: typeof added): string => list.map(({ symbol }) => symbol.ticker).join('+');
          told.push(`${clock(algorithm.time)} +${names(added)} -${names(removed)}`);
        };
        algorithm.setUniverseSelection(
          new CustomUniverseSelectionModel('turns', (time) => {
            asked.push(clock(time));
            return clock(time) < '2024-03-05' ? ['AAA'] : ['BBB'];
          }),
        );
      },
      FLAT,
      '2024-03-05',
    );
    expect(asked).toEqual(['2024-03-04 00:00', '2024-03-05 00:00']);
    expect(told).toEqual(['2024-03-04 00:00 +AAA -', '2024-03-05 00:00 +BBB -AAA']);
    expect(result.dataPoints).toBe(MINUTES.length + 2);
  });

  it('says which model lacks which method, and what a universe must return', async () => {
    await expect(play((algorithm) => algorithm.setAlpha({} as never))).rejects.toMatchObject({
      code: 'FRAMEWORK_BAD_MODEL',
      message: expect.stringContaining('setAlpha was called with an object that lacks the method update'),
    });
    await expect(
      play((algorithm) => algorithm.setUniverseSelection(new ManualUniverseSelectionModel('AAA' as never))),
    ).rejects.toMatchObject({ code: 'FRAMEWORK_BAD_SELECTION' });
    await expect(
      play((algorithm) => algorithm.setUniverseSelection(new ManualUniverseSelectionModel([7 as never]))),
    ).rejects.toMatchObject({ code: 'FRAMEWORK_BAD_SELECTION' });
    expect(() => new MaximumDrawdownPercentPerSecurity(NaN)).toThrow('Give a share above zero');
  });
});
