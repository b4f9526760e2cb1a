import { describe, expect, it } from 'vitest';
import { Decimal } from '../model/decimal.ts';
import { ConstantRiskFreeInterestRate } from './interest-rate.ts';
import { runStatistics } from './run-statistics.ts';
import { SampleColumn } from './sample-column.ts';
import type { SampleSeries, StatisticsInput } from './statistics-input.ts';

const DAY = 86_400_000;
const START = Date.UTC(2020, 0, 1, 5);

function series(values: readonly number[], first = 0): SampleSeries {
  return SampleColumn.of(
    values.map((_, day) => START + (day + first) * DAY),
    values.map((value) => Decimal.of(value)),
  );
}

function record(day: number, profitLoss: number, isWin = profitLoss > 0): StatisticsInput['transactions'][number] {
  return { timeUtc: START + day * DAY, profitLoss: Decimal.of(profitLoss), isWin };
}

/** Six days whose statistics were computed by hand, independently of this code. */
function sixDays(): StatisticsInput {
  return {
    equity: series([100_000, 100_000, 101_000, 99_000, 102_000, 100_500, 103_000]),
    performance: series([0, 0, 1, -1.980198, 3.030303, -1.470588, 2.487562]),
    benchmark: series([50, 50.5, 50.25, 51, 50.75, 51.25, 52]),
    portfolioTurnover: series([0, 0.5, 0, 0.25, 0, 0], 1),
    transactions: [record(4, 2500), record(2, 1000), record(3, -2000)],
    startingCapital: Decimal.parse('100000.00'),
    totalFees: Decimal.parse('12.345'),
    totalOrders: 7,
    tradingDaysPerYear: 252,
    accountCurrencySymbol: '$',
    riskFreeInterestRateModel: ConstantRiskFreeInterestRate.default,
    capacity: { capacity: Decimal.parse('56123000.00'), lowestCapacityAsset: 'SPY R735QTJ8XC9X' },
  };
}

describe('runStatistics', () => {
  it('equals statistics computed by hand', () => {
    expect(Object.entries(runStatistics(sixDays()).total)).toEqual(
      Object.entries({
        'Total Orders': '7',
        'Average Win': '1.76%',
        'Average Loss': '-1.98%',
        'Compounding Annual Return': '503.853%',
        Drawdown: '2.000%',
        Expectancy: '0.260',
        'Start Equity': '100000.00',
        'End Equity': '103000',
        'Net Profit': '3.00%',
        'Sharpe Ratio': '10.165',
        'Sortino Ratio': '63.976',
        'Probabilistic Sharpe Ratio': '66.063%',
        'Loss Rate': '33%',
        'Win Rate': '67%',
        'Profit-Loss Ratio': '0.89',
        Alpha: '7.467',
        Beta: '-1.118',
        'Annual Standard Deviation': '0.36',
        'Annual Variance': '0.13',
        'Information Ratio': '0.548',
        'Tracking Error': '0.461',
        'Treynor Ratio': '-3.274',
        'Total Fees': '$12.35',
        'Estimated Strategy Capacity': '$56000000.00',
        'Lowest Capacity Asset': 'SPY R735QTJ8XC9X',
        'Portfolio Turnover': '12.50%',
        'Drawdown Recovery': '2',
      }),
    );
  });

  it('returns plain numbers besides the text', () => {
    const { numbers } = runStatistics(sixDays());
    expect(numbers.sharpeRatio).toBeCloseTo(10.165301052346969, 10);
    expect(numbers.beta).toBeCloseTo(-1.1177036714753112, 12);
    expect(numbers.probabilisticSharpeRatio).toBeCloseTo(0.6606296104961445, 12);
    expect(numbers.calmarRatio).toBeCloseTo(5.038529183903467 / 0.02, 6);
    expect(numbers.profitFactor).toBe(1.75);
    expect(numbers.closedTrades).toBe(3);
    expect(numbers.drawdownRecovery).toBe(2);
  });

  it('counts wins separately from profits, as options require', () => {
    const { total } = runStatistics({ ...sixDays(), transactions: [record(2, -10, true), record(3, -10)] });
    expect(total['Win Rate']).toBe('50%');
    expect(total['Average Win']).toBe('0%');
  });

  it('leaves nearly all statistics at zero with fewer than two daily returns', () => {
    const input = {
      ...sixDays(),
      performance: series([0, 0, 1]),
      benchmark: series([50, 50.5, 50.25]),
      capacity: null,
    };
    const { total } = runStatistics(input);
    expect(total['Start Equity']).toBe('100000.00');
    expect(total['End Equity']).toBe('103000');
    expect(total['Portfolio Turnover']).toBe('12.50%');
    expect(total['Estimated Strategy Capacity']).toBe('$0');
    for (const name of ['Drawdown', 'Net Profit', 'Compounding Annual Return', 'Win Rate'])
      expect(total[name]).toBe('0%');
    expect(total['Sharpe Ratio']).toBe('0');
  });

  it('handles a run without samples, and one without variance', () => {
    const empty = series([]);
    const nothing = runStatistics({
      ...sixDays(),
      equity: empty,
      performance: empty,
      benchmark: empty,
      portfolioTurnover: empty,
    });
    expect(nothing.total['End Equity']).toBe('0');
    const flat = runStatistics({
      ...sixDays(),
      performance: series([0, 0, 0, 0, 0]),
      benchmark: series([5, 5, 5, 5, 5]),
    });
    expect(flat.total['Sharpe Ratio']).toBe('0');
    expect(flat.total['Probabilistic Sharpe Ratio']).toBe('0%');
    expect(flat.total.Beta).toBe('0');
  });

  it('restricts samples to the dates of the equity curve and uses the later of two turnovers', () => {
    const input = sixDays();
    const late = START + 9 * DAY;
    const { length, timesUtc } = input.performance;
    const values = Array.from({ length }, (_, index) => input.performance.decimal(index));
    const performance = SampleColumn.of([...timesUtc, late], [...values, Decimal.one]);
    const turnover = SampleColumn.of([START + DAY, START + DAY, late], [Decimal.one, Decimal.of(0.5), Decimal.one]);
    const { total } = runStatistics({ ...input, performance, portfolioTurnover: turnover });
    expect(total['Sharpe Ratio']).toBe('10.165');
    expect(total['Portfolio Turnover']).toBe('50.0%');
  });

  it('rejects samples that do not match', () => {
    expect(() => runStatistics({ ...sixDays(), benchmark: series([50, 51, 52]) })).toThrow(
      '7 samples of the performance and 3',
    );
  });
});
