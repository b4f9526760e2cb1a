import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as indicators from '../../../engine/indicators/index.ts';
import { SecuritySymbol } from '../../../engine/model/security-symbol.ts';
import { SecurityType } from '../../../engine/model/security-type.ts';

const { CorrelationType, MovingAverageType } = indicators;

/** LEAN's reference files (Tests/TestData): by environment, or beside the repository. */
const FOLDER =
  process.env['LEAN_INDICATORS'] ?? fileURLToPath(new URL('../../../../shared/lean/indicators', import.meta.url));

type Row = Readonly<Record<string, string>>;
type Fed = indicators.FedIndicator;

const DAY = 86_400_000;

function readRows(file: string): Row[] {
  const lines = readFileSync(`${FOLDER}/${file}`, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const names = (lines[0] ?? '').split(',').map((name) => name.replaceAll('"', '').trim().toLowerCase());
  return lines
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index], cell.trim()])));
}

function feed(indicator: Fed, row: Row, index: number): void {
  const time = (index + 1) * DAY;
  const number = (name: string): number => Number(row[name] === undefined || row[name] === '' ? NaN : row[name]);
  const close = number('close');
  if (indicator instanceof indicators.Indicator) {
    indicator.update(time, close);
    return;
  }
  const bar = { endTime: time, value: close, open: number('open'), high: number('high'), low: number('low'), close };
  indicator.update({ ...bar, volume: number('volume') });
}

/** Replays the file. @returns the largest difference, relative for numbers above 1, and the number of compared rows */
function compare(file: string, column: string, indicator: Fed, read: () => number): { worst: number; rows: number } {
  const result = { worst: 0, rows: 0 };
  readRows(file).forEach((row, index) => {
    feed(indicator, row, index);
    const cell = row[column.toLowerCase()];
    if (!indicator.isReady || cell === undefined || cell === '') return;
    const expected = Number(cell);
    result.worst = Math.max(result.worst, Math.abs(read() - expected) / Math.max(1, Math.abs(expected)));
    result.rows++;
  });
  return result;
}

interface Reference {
  readonly file: string;
  readonly column: string;
  /** Largest allowed difference, from the digits of the file or a different method (T3, ARIMA). */
  readonly within: number;
  readonly make: () => { indicator: Fed; read?: () => number };
}

function reference<Made extends Fed>(
  [file, column, within]: readonly [file: string, column: string, within: number],
  make: () => Made,
  read: (indicator: Made) => number = (indicator) => indicator.value,
): Reference {
  const made = (): { indicator: Fed; read: () => number } => {
    const indicator = make();
    return { indicator, read: () => read(indicator) };
  };
  return { file, column, within, make: made };
}

const ichimoku = (): indicators.IchimokuKinkoHyo => new indicators.IchimokuKinkoHyo();
const macd = (): indicators.MovingAverageConvergenceDivergence =>
  new indicators.MovingAverageConvergenceDivergence(12, 26, 9);
const bands = (): indicators.BollingerBands => new indicators.BollingerBands(20, 2);
const keltner = (): indicators.KeltnerChannels => new indicators.KeltnerChannels(20, 1.5);
const donchian = (): indicators.DonchianChannel => new indicators.DonchianChannel(50);
const adx = (): indicators.AverageDirectionalIndex => new indicators.AverageDirectionalIndex(14);
const stochastic = (): indicators.Stochastic => new indicators.Stochastic(12, 3, 5);

const TOP = 'Bollinger Bands® 20 2 Top';
const BOTTOM = 'Bollinger Bands® 20 2 Bottom';

const REFERENCES: readonly Reference[] = [
  reference(['spy_with_indicators.txt', 'SMA14', 1e-6], () => new indicators.SimpleMovingAverage(14)),
  reference(['spy_ema.csv', 'EMA14', 1e-6], () => new indicators.ExponentialMovingAverage(14)),
  reference(['spy_dema.txt', 'DEMA_5', 1e-6], () => new indicators.DoubleExponentialMovingAverage(5)),
  reference(['spy_tema.txt', 'TEMA_5', 1e-6], () => new indicators.TripleExponentialMovingAverage(5)),
  reference(['spy_trix.txt', 'TRIX_5', 1e-6], () => new indicators.Trix(5)),
  reference(['spy_trima.txt', 'TRIMA_5', 1e-6], () => new indicators.TriangularMovingAverage(5)),
  reference(['spy_trima.txt', 'TRIMA_6', 1e-6], () => new indicators.TriangularMovingAverage(6)),
  reference(['spy_t3.txt', 'T3_5', 2e-4], () => new indicators.T3MovingAverage(5)),
  reference(['spy_kama.txt', 'KAMA_5', 1e-6], () => new indicators.KaufmanAdaptiveMovingAverage(5)),
  reference(['spy_ker.txt', 'KER', 1e-6], () => new indicators.KaufmanEfficiencyRatio(10)),
  reference(['spy_alma.txt', 'ALMA', 1e-6], () => new indicators.ArnaudLegouxMovingAverage(9, 6)),
  reference(['spy_with_zlema.csv', 'ZLEMA5', 1e-6], () => new indicators.ZeroLagExponentialMovingAverage(5)),
  reference(['spy_with_McGinleyDynamic.csv', 'McGinleyDynamic14', 1e-6], () => new indicators.McGinleyDynamic(14)),
  reference(['spx_lwma.csv', 'LWMA', 1e-6], () => new indicators.LinearWeightedMovingAverage(6)),
  reference(['spy_hma.txt', 'HMA_16', 1e-6], () => new indicators.HullMovingAverage(16)),
  reference(['spy_with_rocp50.txt', 'Rate of Change % 50', 1e-5], () => new indicators.RateOfChangePercent(50)),
  reference(['spy_with_rocp50.txt', 'Rate of Change % 50', 1e-5], () => new indicators.MomentumPercent(50)),
  reference(
    ['spy_with_rocp50.txt', 'Rate of Change % 50', 1e-5],
    () => new indicators.RateOfChange(50),
    ({ value }) => 100 * value,
  ),
  reference(['spy_with_indicators.txt', 'RSI 14 Wilder', 1e-6], () => new indicators.RelativeStrengthIndex(14)),
  reference(
    ['spy_with_indicators.txt', 'RSI 14', 2e-5],
    () => new indicators.RelativeStrengthIndex(14, MovingAverageType.Simple),
  ),
  reference(['spy_var.txt', 'Var', 1e-6], () => new indicators.Variance(10)),
  reference(
    ['spy_var.txt', 'Var', 1e-6],
    () => new indicators.StandardDeviation(10),
    ({ value }) => value * value,
  ),
  reference(['spy_max.txt', 'MAX_5', 1e-9], () => new indicators.Maximum(5)),
  reference(['spy_min.txt', 'MIN_5', 1e-9], () => new indicators.Minimum(5)),
  reference(['spy_logr14.txt', 'LOGR14', 1e-6], () => new indicators.LogReturn(14)),
  reference(['spy_cmo.txt', 'CMO_5', 1e-6], () => new indicators.ChandeMomentumOscillator(5)),
  reference(['spy_sr.txt', 'SR_10', 1e-4], () => new indicators.SharpeRatio(10)),
  reference(['spy_sortino.csv', 'sortino_rf_0_period_15', 1e-6], () => new indicators.SortinoRatio(15)),
  reference(['spy_sortino.csv', 'sortino_rf_0.01_period_15', 1e-6], () => new indicators.SortinoRatio(15, 0.01)),
  reference(['spy_tdd.csv', 'tdd', 1e-9], () => new indicators.TargetDownsideDeviation(3)),
  reference(
    ['spy_arima.csv', 'ARIMA', 0.1],
    () => new indicators.AutoRegressiveIntegratedMovingAverage({ arOrder: 1, diffOrder: 0, maOrder: 1 }, 50),
  ),
  reference(['spy_with_macd.txt', 'MACD', 1e-6], macd),
  reference(['spy_with_macd.txt', 'Signal', 1e-6], macd, ({ signal }) => signal.value),
  reference(['spy_with_macd.txt', 'Histogram', 1e-6], macd, ({ histogram }) => histogram.value),
  reference(['spy_bollinger_bands.txt', 'Moving Average 20', 1e-6], bands, ({ middleBand }) => middleBand.value),
  reference(['spy_bollinger_bands.txt', TOP, 1e-6], bands, ({ upperBand }) => upperBand.value),
  reference(['spy_bollinger_bands.txt', BOTTOM, 1e-6], bands, ({ lowerBand }) => lowerBand.value),
  reference(['spy_bollinger_bands.txt', 'BandWidth', 1e-4], bands, ({ bandWidth }) => bandWidth.value),
  reference(['spy_bollinger_bands.txt', '%B', 1e-4], bands, ({ percentB }) => percentB.value),
  reference(['spy_tr.txt', 'TR', 1e-9], () => new indicators.TrueRange()),
  reference(['spy_atr_wilder.txt', 'Average True Range 14', 1e-5], () => new indicators.AverageTrueRange(14)),
  reference(
    ['spy_atr.txt', 'Average True Range 14', 1e-5],
    () => new indicators.AverageTrueRange(14, MovingAverageType.Simple),
  ),
  reference(['spy_natr.txt', 'NATR_5', 1e-6], () => new indicators.NormalizedAverageTrueRange(5)),
  reference(['spy_with_keltner.csv', 'Middle Band', 1e-6], keltner),
  reference(['spy_with_keltner.csv', 'Keltner Channels 20 Top', 1e-6], keltner, ({ upperBand }) => upperBand.value),
  reference(['spy_with_keltner.csv', 'Keltner Channels 20 Bottom', 1e-6], keltner, ({ lowerBand }) => lowerBand.value),
  reference(['spy_with_don50.txt', 'Donchian Channels 50 Mean', 1e-9], donchian),
  reference(['spy_with_don50.txt', 'Donchian Channels 50 Top', 1e-9], donchian, ({ upperBand }) => upperBand.value),
  reference(['spy_with_don50.txt', 'Donchian Channels 50 Bottom', 1e-9], donchian, ({ lowerBand }) => lowerBand.value),
  reference(
    ['spy_with_cci.txt', 'Commodity Channel Index (CCI) 14', 1e-3],
    () => new indicators.CommodityChannelIndex(14),
  ),
  reference(['spy_with_stoch12k3.txt', 'Stochastics 12 %K 3', 1e-4], stochastic, ({ stochK }) => stochK.value),
  reference(['spy_with_stoch12k3.txt', '%D 5', 1e-4], stochastic, ({ stochD }) => stochD.value),
  reference(['spy_with_williamsR14.txt', 'Williams %R 14', 2e-4], () => new indicators.WilliamsPercentR(14)),
  reference(['spy_with_adx.txt', 'ADX 14', 1e-5], adx),
  reference(['spy_with_adx.txt', '+DI14', 1e-5], adx, (made) => made.positiveDirectionalIndex.value),
  reference(['spy_with_adx.txt', '-DI14', 1e-5], adx, (made) => made.negativeDirectionalIndex.value),
  reference(['spy_aroon_oscillator.txt', 'Aroon Oscillator 14', 1e-6], () => new indicators.AroonOscillator(14)),
  reference(['spy_with_obv.txt', 'OBV', 1e-4], () => new indicators.OnBalanceVolume()),
  reference(['spy_mfi.txt', 'Money Flow Index 20', 1e-6], () => new indicators.MoneyFlowIndex(20)),
  reference(
    ['spy_with_vwap.txt', 'Moving VWAP 50', 1e-6],
    () => new indicators.VolumeWeightedAveragePriceIndicator(50),
  ),
  reference(['spy_sarext.txt', 'SAR', 1e-6], () => new indicators.ParabolicStopAndReverse()),
  reference(['spy_sarext.txt', 'SAREXT', 1e-6], () => new indicators.ParabolicStopAndReverseExtended()),
  reference(['spy_with_ichimoku.csv', 'Tenkan', 1e-9], ichimoku, ({ tenkan }) => tenkan.value),
  reference(['spy_with_ichimoku.csv', 'Kijun', 1e-9], ichimoku, ({ kijun }) => kijun.value),
  reference(['spy_with_ichimoku.csv', 'Senkou A', 1e-9], ichimoku, ({ senkouA }) => senkouA.value),
  reference(['spy_with_ichimoku.csv', 'Senkou B', 1e-9], ichimoku, ({ senkouB }) => senkouB.value),
  reference(['dwac_supertrend.txt', 'Super', 1e-6], () => new indicators.SuperTrend(10, 3)),
  reference(['spy_ultosc.txt', 'ULTOSC_7_14_28', 1e-6], () => new indicators.UltimateOscillator(7, 14, 28)),
  reference(['spy_ao.txt', 'AO', 1e-6], () => new indicators.AwesomeOscillator(5, 34)),
];

describe.runIf(existsSync(FOLDER))("LEAN's reference files of indicators", () => {
  it.each(REFERENCES.map((entry) => [entry.make().indicator.name, entry.file, entry.column, entry] as const))(
    '%s: %s, %s',
    (_name, file, column, { within, make }) => {
      const { indicator, read = () => indicator.value } = make();
      const first = compare(file, column, indicator, read);
      expect(first.rows).toBeGreaterThan(10);
      expect(first.worst).toBeLessThan(within);
      indicator.reset();
      expect(compare(file, column, indicator, read)).toEqual(first);
    },
  );
});

const TARGET = new SecuritySymbol('SPY', SecurityType.Equity, 'usa', 'SPY R735QTJ8XC9X');
const REFERENCE = new SecuritySymbol('QQQ', SecurityType.Equity, 'usa', 'QQQ RIWIV7K5Z9LX');

/** Like `compare`, for files whose rows alternate between two symbols; the first symbol is the target. */
function comparePairs(
  file: string,
  column: string,
  indicator: indicators.DualSymbolIndicator,
): { worst: number; rows: number } {
  const rows = readRows(file);
  const result = { worst: 0, rows: 0 };
  const dates = new Map<string, number>();
  for (const row of rows) {
    const date = row['date'] ?? '';
    if (!dates.has(date)) dates.set(date, dates.size);
    const time = (dates.get(date) ?? 0) * DAY;
    const close = Number(row['close']);
    const symbol = row['symbol'] === rows[0]?.['symbol'] ? TARGET : REFERENCE;
    indicator.update({
      symbol,
      time,
      endTime: time + DAY,
      value: close,
      open: close,
      high: close,
      low: close,
      close,
    } as indicators.SymbolBar);
    const cell = row[column.toLowerCase()];
    if (!indicator.isReady || cell === undefined || cell === '') continue;
    result.worst = Math.max(result.worst, Math.abs(indicator.value - Number(cell)));
    result.rows++;
  }
  return result;
}

const PAIRS: readonly (readonly [
  file: string,
  column: string,
  within: number,
  make: () => indicators.DualSymbolIndicator,
])[] = [
  ['bi_datatest.csv', 'Beta', 1e-6, () => new indicators.Beta(TARGET, REFERENCE, 5)],
  ['spy_qqq_corr.csv', 'Correlation_Pearson', 1e-6, () => new indicators.Correlation(TARGET, REFERENCE, 252)],
  [
    'spy_qqq_corr.csv',
    'Correlation_Spearman',
    1e-6,
    () => new indicators.Correlation(TARGET, REFERENCE, 252, { type: CorrelationType.Spearman }),
  ],
];

describe.runIf(existsSync(FOLDER))("LEAN's reference files of two symbols", () => {
  it.each(PAIRS)('%s, %s', (file, column, within, make) => {
    const { worst, rows } = comparePairs(file, column, make());
    expect(rows).toBeGreaterThan(10);
    expect(worst).toBeLessThan(within);
  });
});
