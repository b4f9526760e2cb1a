import type { PluginConfiguration, RiskRule } from 'tradewright/plugin';
import { feedBreaker, priceBreaker, spreadBreaker, volatilityBreaker } from './breakers.ts';
import {
  maxCorrelation,
  maxGross,
  maxLeverage,
  maxNet,
  maxPositions,
  maxPositionValue,
  maxSector,
  minCash,
  minPositionValue,
} from './exposure-rules.ts';
import { amountOf, numbersOf, sectorsOf, shareOf, tickersOf } from './limits.ts';
import {
  cooldown,
  drawdownHalt,
  drawdownReduction,
  drawdownWarning,
  pauseAfterLosses,
  sizeAfterLosses,
} from './loss-rules.ts';
import { allowedSymbols, maxRiskPerTrade, maxSpread, maxVolumeShare, restrictedSymbols } from './order-rules.ts';
import { DailyLossRule, MaxOrderRule, MaxPositionRule } from './rules.ts';

const SHARE = { example: '0.05', largest: 100 };
const FACTOR = { example: '0.5', largest: 1 };
const COUNT = { example: '3', isWhole: true };
const DAYS = { example: '20', isWhole: true };
const HOURS = { example: '24' };
const MINUTES = { example: '30' };

type Numbers = Parameters<typeof numbersOf>[2][number];

/** Creates a rule from the arguments after its name and the settings of the plugin. */
export type RuleMaker = (parts: readonly string[], configuration: PluginConfiguration) => RiskRule;

/** The rules by name, in the order of the documentation. */
export const RULES: Readonly<Record<string, RuleMaker>> = {
  'max-order': (parts) => new MaxOrderRule(amountOf('max-order', parts)),
  'max-position': (parts) => maxPosition(parts),
  'min-position-value': (parts) => minPositionValue(amountOf('min-position-value', parts)),
  'max-position-value': (parts) => maxPositionValue(amountOf('max-position-value', parts)),
  'max-sector': (parts, configuration) => maxSector(shareOf('max-sector', parts), sectorsOf(configuration)),
  'max-gross': (parts) => maxGross(shareOf('max-gross', parts)),
  'max-net': (parts) => maxNet(shareOf('max-net', parts)),
  'max-leverage': (parts) => maxLeverage(shareOf('max-leverage', parts)),
  'min-cash': (parts) => minCash(shareOf('min-cash', parts)),
  'max-positions': (parts) => maxPositions(numbersOf('max-positions', parts, [COUNT])[0]),
  'max-volume-share': (parts) => maxVolumeShare(...pair('max-volume-share', parts, SHARE, { ...DAYS, otherwise: 20 })),
  'max-spread': (parts) => maxSpread(shareOf('max-spread', parts)),
  'max-correlation': (parts) =>
    maxCorrelation(...pair('max-correlation', parts, { example: '0.8', largest: 1 }, { ...DAYS, otherwise: 60 })),
  'max-risk-per-trade': (parts) => maxRiskPerTrade(shareOf('max-risk-per-trade', parts)),
  symbols: (parts) => allowedSymbols(tickersOf('symbols', parts)),
  restricted: (parts) => restrictedSymbols(tickersOf('restricted', parts)),
  'daily-loss': (parts) => new DailyLossRule(shareOf('daily-loss', parts)),
  'drawdown-warn': (parts) => drawdownWarning(shareOf('drawdown-warn', parts)),
  'drawdown-reduce': (parts) => drawdownReduction(...pair('drawdown-reduce', parts, SHARE, FACTOR)),
  'drawdown-halt': (parts) => drawdownHalt(shareOf('drawdown-halt', parts)),
  'size-after-losses': (parts) => sizeAfterLosses(...pair('size-after-losses', parts, COUNT, FACTOR)),
  'pause-after-losses': (parts) => pauseAfterLosses(...pair('pause-after-losses', parts, COUNT, HOURS)),
  cooldown: (parts) => cooldown(numbersOf('cooldown', parts, [HOURS])[0]),
  'price-breaker': (parts) => priceBreaker(...pair('price-breaker', parts, SHARE, MINUTES)),
  'volatility-breaker': (parts) => volatilityBreaker(...pair('volatility-breaker', parts, { example: '3' }, MINUTES)),
  'spread-breaker': (parts) => spreadBreaker(...pair('spread-breaker', parts, SHARE, MINUTES)),
  'feed-breaker': (parts) => feedBreaker(numbersOf('feed-breaker', parts, [MINUTES])[0]),
};

function pair(rule: string, parts: readonly string[], first: Numbers, second: Numbers): [number, number] {
  const [one, other] = numbersOf(rule, parts, [first, second]);
  return [one, other];
}

function maxPosition([share = '', ...tickers]: readonly string[]): RiskRule {
  return new MaxPositionRule(
    shareOf('max-position', [share]),
    tickers.length === 0 ? undefined : tickersOf('max-position', tickers)[0],
  );
}
