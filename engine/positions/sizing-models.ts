import {
  kellyFraction,
  metaLabelSize,
  optimalFraction,
  shrunkKelly,
  volatilityTargetWeight,
} from '../../quant/index.ts';
import type { SizingDecision, SizingModel, SizingRequest } from '../api/sizing-model.ts';
import { EngineError } from '../model/engine-error.ts';
import { POSITION_ERRORS } from './errors.ts';
import { dailyReturns, expectedMove, standardDeviation } from './price-moves.ts';

const TRADING_DAYS = 252;

/** A position of a fixed amount in account currency. @throws EngineError POSITION_BAD_SIZING */
export function fixedSizing(amount: number): SizingModel {
  const id = `fixed:${amount}`;
  requirePositive(id, amount);
  return {
    id,
    size({ portfolio }) {
      const total = portfolio.totalPortfolioValue;
      return total > 0 ? decided(amount / total) : missing(0, 'the portfolio is worth nothing');
    },
  };
}

/** A fixed share of the portfolio. @throws EngineError POSITION_BAD_SIZING */
export function percentSizing(share: number): SizingModel {
  const id = `percent:${share}`;
  requirePositive(id, share);
  return { id, size: () => decided(share) };
}

/** Options of models that learn from the closed trades of the run. */
export interface TradeSizingOptions {
  /** The largest share; 0.25 by default. */
  readonly cap?: number;
  /** Closed trades that are needed; 30 by default. */
  readonly trades?: number;
  /** The share before there are so many; 0.02 by default. */
  readonly before?: number;
}

/** Options of {@link kellySizing}. */
export interface KellySizingOptions extends TradeSizingOptions {
  /** The part of Kelly's share that is taken; 0.5 by default. */
  readonly fraction?: number;
}

/**
 * A fraction of Kelly's share from the win rate and the payoff of the run's closed trades, shrunk by the error of their
 * estimates (Kelly 1956; Baker and McHale 2013) and capped. @throws EngineError POSITION_BAD_SIZING
 */
export function kellySizing(options: KellySizingOptions = {}): SizingModel {
  const { fraction = 0.5, ...rest } = options;
  const { cap, trades, before } = withTradeDefaults(rest);
  const id = `kelly:${fraction},${cap},${trades}`;
  requirePositive(id, fraction, cap, trades);
  return {
    id,
    size({ tradeReturns }) {
      if (tradeReturns.length < trades) return tooFew(tradeReturns, trades, Math.min(before, cap));
      const wins = tradeReturns.filter((one) => one > 0);
      const losses = tradeReturns.filter((one) => one <= 0);
      const loss = -mean(losses);
      if (wins.length === 0) return decided(0);
      // without a loss the payoff is unknown
      if (!(loss > 0)) return missing(Math.min(before, cap), 'no trade has lost yet');
      const full = kellyFraction(wins.length / tradeReturns.length, mean(wins) / loss) / loss;
      const values = Float64Array.from(tradeReturns);
      const shrunk = shrunkKelly(full, mean(tradeReturns) / standardDeviation(values), tradeReturns.length);
      return decided(Math.min(cap, Math.max(0, fraction * shrunk)));
    },
  };
}

/**
 * Vince's optimal f of the run's closed trades: the part of the portfolio that the worst loss would cost, at which they would
 * have grown it fastest (Vince 1990), capped. @throws EngineError POSITION_BAD_SIZING
 */
export function optimalFSizing(options: TradeSizingOptions = {}): SizingModel {
  const { cap, trades, before } = withTradeDefaults(options);
  const id = `optimal-f:${cap},${trades}`;
  requirePositive(id, cap, trades);
  return {
    id,
    size({ tradeReturns }) {
      if (tradeReturns.length < trades) return tooFew(tradeReturns, trades, Math.min(before, cap));
      const worst = -Math.min(...tradeReturns);
      if (!(worst > 0)) return missing(Math.min(before, cap), 'no trade has lost yet');
      return decided(Math.min(cap, optimalFraction(Float64Array.from(tradeReturns)) / worst));
    },
  };
}

/** Options of {@link volatilityTargetSizing}. */
export interface VolatilityTargetSizingOptions {
  /** The largest share; 1 by default. */
  readonly cap?: number;
  /** A change of less than this part of the wanted share is not traded; 0.1 by default. */
  readonly band?: number;
  /** The forecast: a GARCH(1,1), or the standard deviation of the last returns. */
  readonly forecast?: 'garch' | 'sample';
  /** Daily returns behind the forecast; 500 for a GARCH(1,1), otherwise 60. */
  readonly observations?: number;
}

/**
 * The share at which the position has a yearly volatility: target over forecast. @param target yearly, 0.1 for 10 %
 * @throws EngineError POSITION_BAD_SIZING
 */
export function volatilityTargetSizing(target: number, options: VolatilityTargetSizingOptions = {}): SizingModel {
  const { cap = 1, band = 0.1, forecast = 'garch' } = options;
  const { observations = forecast === 'garch' ? 500 : 60 } = options;
  const id = `volatility-target:${target},${cap},${band},${forecast}`;
  requirePositive(id, target, cap, observations);
  if (!(band >= 0 && band < 1)) throw badSizing(id);
  return {
    id,
    size({ past, security, side, portfolio }) {
      const bars = past.dailyBars(security, observations + 1);
      const daily = forecast === 'garch' ? expectedMove(bars, 1) : sampleMove(bars);
      if (daily === undefined)
        return missing(0, `${security.symbol.ticker} has too few daily returns for a forecast of its volatility`);
      const present = Math.max(0, (side * security.holdings.holdingsValue) / portfolio.totalPortfolioValue);
      return decided(
        volatilityTargetWeight(
          daily * Math.sqrt(TRADING_DAYS),
          { target, cap, band },
          present > 0 ? present : undefined,
        ),
      );
    },
  };
}

function sampleMove(bars: Parameters<typeof dailyReturns>[0]): number | undefined {
  const returns = dailyReturns(bars);
  const deviation = returns.length < 20 ? NaN : standardDeviation(returns);
  return deviation > 0 ? deviation : undefined;
}

/** Options of {@link vixScaledSizing}. */
export interface VixScaledSizingOptions {
  /** The level up to which the whole share is taken; 20 by default. */
  readonly calm?: number;
  /** The series of the run that holds the index; `vix` by default. */
  readonly series?: string;
  /** The part of the share that is taken while the index is missing; 0.5 by default. */
  readonly withoutIndex?: number;
}

/** A share that falls as the volatility index rises above a calm level: share × calm / VIX. @throws EngineError POSITION_BAD_SIZING */
export function vixScaledSizing(share: number, options: VixScaledSizingOptions = {}): SizingModel {
  const { calm = 20, series = 'vix', withoutIndex = 0.5 } = options;
  const id = `vix-scaled:${share},${calm},${series}`;
  requirePositive(id, share, calm);
  if (!(withoutIndex >= 0 && withoutIndex <= 1)) throw badSizing(id);
  return {
    id,
    size({ past }) {
      const index = past.seriesValue(series);
      if (index > 0) return decided(share * Math.min(1, calm / index));
      return missing(share * withoutIndex, `the series ${series} has no value`);
    },
  };
}

/**
 * The share at which a stop costs a part of the portfolio: risk × price / distance of the stop. Without a stop there is no
 * position. @param risk 0.01 for 1 % @throws EngineError POSITION_BAD_SIZING
 */
export function riskPerTradeSizing(risk: number, { cap = 1 }: { readonly cap?: number } = {}): SizingModel {
  const id = `risk-per-trade:${risk},${cap}`;
  requirePositive(id, risk, cap);
  return {
    id,
    size({ security, side, stopPrice = NaN }) {
      const distance = side * (security.price - stopPrice);
      if (!(distance > 0)) return missing(0, `${security.symbol.ticker} has no stop on the losing side of its price`);
      return decided(Math.min(cap, (risk * security.price) / distance));
    },
  };
}

/**
 * The part of a share that a trade's probability of winning deserves: 2Φ(z) - 1 with z = (p - ½) / √(p(1 - p)); nothing at one
 * half and below (López de Prado 2018, 10.3). @throws EngineError POSITION_BAD_SIZING
 */
export function metaLabelSizing(share: number): SizingModel {
  const id = `meta-label:${share}`;
  requirePositive(id, share);
  return {
    id,
    size({ probability }) {
      if (probability === undefined || !(probability >= 0 && probability <= 1))
        return missing(0, 'the trade has no probability');
      return decided(share * metaLabelSize(probability));
    },
  };
}

function withTradeDefaults({
  cap = 0.25,
  trades = 30,
  before = 0.02,
}: TradeSizingOptions): Required<TradeSizingOptions> {
  return { cap, trades, before };
}

function tooFew(returns: SizingRequest['tradeReturns'], needed: number, share: number): SizingDecision {
  return missing(share, `${returns.length} of the ${needed} closed trades that it needs are there`);
}

function decided(share: number): SizingDecision {
  return { share, note: '' };
}

function missing(share: number, note: string): SizingDecision {
  return { share, note };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function requirePositive(id: string, ...values: readonly number[]): void {
  if (!values.every((value) => Number.isFinite(value) && value > 0)) throw badSizing(id);
}

function badSizing(id: string): EngineError {
  return new EngineError(
    POSITION_ERRORS.BAD_SIZING,
    `The sizing model ${id} has an argument that is not a number above 0.`,
    {
      data: { model: id },
    },
  );
}
