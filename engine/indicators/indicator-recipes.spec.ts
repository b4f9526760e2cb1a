import { describe, expect, it } from 'vitest';
import { Resolution } from '../model/resolution.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { indicatorName, indicatorRecipes as recipes } from './indicator-recipes.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { valuesOfBars } from './spec-support.ts';

const SPY = new SecuritySymbol('SPY', SecurityType.Equity, 'usa', 'SPY');
const QQQ = new SecuritySymbol('QQQ', SecurityType.Equity, 'usa', 'QQQ');

describe('indicatorRecipes', () => {
  it("gives indicators the names of LEAN's factory methods", () => {
    const made = [
      recipes.adx(14),
      recipes.alma(9),
      recipes.ao(5, 34),
      recipes.aroon(14),
      recipes.atr(14),
      recipes.arima({ arOrder: 1, diffOrder: 0, maOrder: 1 }, 50),
      recipes.b(SPY, QQQ, 20),
      recipes.bb(20, 2),
      recipes.c(SPY, QQQ, 20),
      recipes.cci(20),
      recipes.cmo(5),
      recipes.dch(20),
      recipes.dema(5),
      recipes.ema(12),
      recipes.filteredIdentity(),
      recipes.hma(16),
      recipes.ichimoku({}),
      recipes.identity('high'),
      recipes.intradayVwap(),
      recipes.kama(10),
      recipes.kch(20, 1.5),
      recipes.ker(),
      recipes.logr(14),
      recipes.lwma(9),
      recipes.macd(12, 26, 9),
      recipes.mad(20),
      recipes.max(5),
      recipes.mfi(14),
      recipes.mgd(14),
      recipes.min(5),
      recipes.mom(10),
      recipes.momp(10),
      recipes.natr(14),
      recipes.obv(),
      recipes.psar(),
      recipes.roc(10),
      recipes.rocp(10),
      recipes.rsi(14),
      recipes.sarext(),
      recipes.sma(20),
      recipes.sortino(15),
      recipes.sr(10),
      recipes.std(20),
      recipes.sto(14),
      recipes.str(10, 3),
      recipes.sum(5),
      recipes.t3(5),
      recipes.tdd(3),
      recipes.tema(5),
      recipes.tr(),
      recipes.trima(5),
      recipes.trix(5),
      recipes.ultosc(7, 14, 28),
      recipes.variance(10),
      recipes.vwap(14),
      recipes.wilr(14),
      recipes.wwma(14),
      recipes.zlema(5),
    ];
    expect(made).toHaveLength(Object.keys(recipes).length);
    expect(made.map(({ name }) => name).join(' ')).toBe(
      'ADX(14) ALMA(9,6,0.85) AO(5,34,Simple) AROON(14,14) ATR(14) ARIMA(1,0,1,50) B(20) BB(20,2) C(20) CCI(20) CMO(5) ' +
        'DCH(20,20) DEMA(5) EMA(12) close HMA(16) ICHIMOKU(9,26,26,52,26,26) high VWAP KAMA(10,2,30) KCH(20,1.5) KER(2) ' +
        'LOGR(14) LWMA(9) MACD(12,26,9) MAD(20) MAX(5) MFI(14) MGD(14) MIN(5) MOM(10) MOMP(10) NATR(14) OBV ' +
        'PSAR(0.02,0.02,0.2) ROC(10) ROCP(10) RSI(14,Wilders) SAREXT SMA(20) SORTINO(15,0) SR(10) STD(20) STO(14,14,3) ' +
        'STR(10,3) SUM(5) T3(5,0.7) TDD(3,0) TEMA(5) TR TRIMA(5) TRIX(5) ULTOSC(7,14,28) V(10) VWAP(14) WILR(14) ' +
        'WWMA(14) ZLEMA(5)',
    );
  });

  it('has the defaults of the factory methods, not of the classes', () => {
    const bars = [
      [10, 12, 9, 11],
      [11, 12, 10, 12],
      [15, 16, 15, 15],
    ] as const;
    expect(valuesOfBars(recipes.atr(2), bars).at(-1)).toBe(3);
    expect(valuesOfBars(recipes.atr(2, MovingAverageType.Wilders), bars).at(-1)).toBe(3.25);
  });

  it('adds symbol and resolution to a name as LEAN does', () => {
    expect(indicatorName('SMA(20)', 'SPY', Resolution.Daily)).toBe('SMA(20,SPY_day)');
    expect(indicatorName('OBV', 'SPY', Resolution.Minute)).toBe('OBV(SPY_min)');
    expect(indicatorName('B(20)', undefined, Resolution.Hour)).toBe('B(20,hr)');
    expect(indicatorName('B(20)', undefined, undefined)).toBe('B(20,)');
  });
});
