import { describe, expect, it } from 'vitest';
import { Decimal } from '../../engine/model/decimal.ts';
import { CapacityEstimate } from '../../engine/statistics/capacity.ts';
import { InterestRateProvider } from '../../engine/statistics/interest-rate.ts';
import type { HashedOrder } from '../../engine/statistics/order-json.ts';
import { orderListHash } from '../../engine/statistics/order-list-hash.ts';
import { runStatistics } from '../../engine/statistics/run-statistics.ts';
import { PortfolioSampler } from '../../engine/statistics/sampler.ts';
import { expectedStatistics, hasLeanData, readLeanRows, readLeanText } from './lean-reference.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** New York was four hours behind UTC throughout October 2013. */
const NEW_YORK = -4 * HOUR;
const START = Date.UTC(2013, 9, 8);
const END = Date.UTC(2013, 9, 17);
const SPY = { value: 'SPY', id: 'SPY R735QTJ8XC9X' };
/** SPY's price factor from 2013-09-20 to 2013-12-19. */
const FACTOR = Decimal.parse('0.8646266');
const QUANTITY = 697;
const FEE = Decimal.parse('3.485');

/** A price in ten-thousandths, adjusted as in LEAN. */
const price = (text: string): Decimal => Decimal.fromScaled(Number(text), 4).mul(FACTOR);
const volume = (text: string): number => Math.round(Number(text) / FACTOR.toNumber());

/** "20131008 09:00" in New York as a UTC instant. */
function instant(text: string): number {
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  return Date.parse(`${date}T${text.slice(9)}:00Z`) - NEW_YORK;
}

interface Bar {
  readonly endUtc: number;
  readonly open: Decimal;
  readonly close: Decimal;
  readonly volume: number;
}

function readBars(path: string, endOf: (text: string) => number): Bar[] {
  return readLeanRows(path)
    .filter(([time]) => time >= '20131007' && time < '20131018')
    .map((row) => ({ endUtc: endOf(row[0]), open: price(row[1]), close: price(row[4]), volume: volume(row[5]) }));
}

/** The account of BasicTemplateDailyAlgorithm: buys once, at the open of the day after the first. */
class Account {
  lastPrice = Decimal.zero;
  saleVolume = Decimal.zero;
  private cash = Decimal.fromInteger(100_000);
  private quantity = Decimal.zero;

  buy(fillPrice: Decimal): void {
    this.quantity = Decimal.fromInteger(QUANTITY);
    this.saleVolume = this.quantity.mul(fillPrice);
    this.cash = this.cash.sub(this.saleVolume).sub(FEE);
  }

  get value(): Decimal {
    return this.cash.add(this.quantity.mul(this.lastPrice));
  }

  get totalPortfolioValue(): number {
    return this.value.toNumber();
  }

  get isInvested(): boolean {
    return !this.quantity.isZero;
  }
}

function sampled(exact: Decimal): { number: number; exact: Decimal } {
  return { number: exact.toNumber(), exact };
}

/** Computes the run directly: hourly bars of the benchmark and daily bars of the strategy update the same price. */
class BasicTemplateDaily {
  readonly sampler = new PortfolioSampler({ startDate: START, endDate: END }, Decimal.fromInteger(100_000));
  readonly capacity: CapacityEstimate;
  private readonly account = new Account();
  private readonly hourly = readBars('equity/usa/hour/spy.zip', (text) => instant(text) + HOUR);
  private readonly daily = readBars('equity/usa/daily/spy.zip', (text) => instant(text) + 16 * HOUR);
  private dailyBar: Bar | undefined;
  private readonly capacitySecurity = this.security();

  constructor() {
    this.capacity = new CapacityEstimate({ startDate: START, endDate: END }, this.account);
  }

  run(): void {
    let nextMidnight = START - NEW_YORK;
    let lastSlice = nextMidnight;
    for (const bar of this.hourly) {
      if (bar.endUtc <= nextMidnight && nextMidnight === START - NEW_YORK) {
        this.account.lastPrice = bar.close;
        continue;
      }
      for (; nextMidnight < bar.endUtc; nextMidnight += DAY) this.sampleDaily(nextMidnight);
      lastSlice = bar.endUtc;
      this.slice(bar);
    }
    this.sampler.sampleEquity(lastSlice, sampled(this.account.value));
    this.capacity.update({ utc: lastSlice }, true);
    this.sampleDaily(lastSlice);
    this.capacity.update({ utc: lastSlice }, true);
  }

  private slice(bar: Bar): void {
    const { account } = this;
    account.lastPrice = bar.close;
    this.dailyBar = this.daily.find(({ endUtc }) => endUtc === bar.endUtc);
    const isFillDay = bar.endUtc === START + DAY - NEW_YORK + 16 * HOUR;
    if (isFillDay && this.dailyBar !== undefined) {
      account.buy(this.dailyBar.open);
      this.capacity.onFill(this.capacitySecurity, bar.endUtc, this.dailyBar.open.toNumber(), QUANTITY);
    }
    if (bar.endUtc >= this.capacity.nextWorkUtc) this.capacity.update({ utc: bar.endUtc });
    if (this.sampler.isDue(bar.endUtc)) this.sampler.sampleEquity(bar.endUtc, sampled(account.value));
  }

  private security(): Parameters<CapacityEstimate['onFill']>[0] {
    const bar = (): Bar | undefined => this.dailyBar;
    const { account } = this;
    return {
      id: SPY.id,
      contractMultiplier: 1,
      conversionRate: 1,
      get isInvested() {
        return account.isInvested;
      },
      get leveragedBuyingPower() {
        return account.isInvested ? QUANTITY * account.lastPrice.toNumber() : 0;
      },
      readCapacityBar(into) {
        const today = bar();
        if (today === undefined) return false;
        into.close = today.close.toNumber();
        into.volume = today.volume;
        into.period = 6.5 * HOUR;
        return true;
      },
    };
  }

  private sampleDaily(utc: number): void {
    const { account } = this;
    this.sampler.sampleDaily({
      utc,
      localTime: utc + NEW_YORK,
      portfolioValue: sampled(account.value),
      benchmarkValue: sampled(account.lastPrice),
      totalSaleVolume: account.saleVolume,
    });
  }
}

describe.runIf(hasLeanData)("LEAN's BasicTemplateDailyAlgorithm", () => {
  it('has all 27 statistics equal to the printed digit', () => {
    const replay = new BasicTemplateDaily();
    replay.run();
    const { total } = runStatistics({
      equity: replay.sampler.equity,
      performance: replay.sampler.performance,
      benchmark: replay.sampler.benchmark,
      portfolioTurnover: replay.sampler.portfolioTurnover,
      transactions: [],
      startingCapital: replay.sampler.startingPortfolioValue,
      totalFees: FEE,
      totalOrders: 1,
      tradingDaysPerYear: 252,
      accountCurrencySymbol: '$',
      riskFreeInterestRateModel: InterestRateProvider.parse(
        readLeanText('alternative/interest-rate/usa/interest-rate.csv'),
      ),
      capacity: replay.capacity.result,
    });
    const expected = Object.entries(expectedStatistics('BasicTemplateDailyAlgorithm'));
    expect(Object.entries(total)).toEqual(expected.filter(([name]) => name !== 'OrderListHash'));
  });

  it('has the order list hash of its one market on open order', () => {
    const [, first, second] = readLeanRows('equity/usa/daily/spy.zip').filter(([time]) => time >= '20131007');
    const close = price(first[4]);
    const order: HashedOrder = {
      id: 1,
      type: 4,
      symbol: SPY,
      securityType: 1,
      price: price(second[1]),
      priceCurrency: 'USD',
      timeUtc: Date.UTC(2013, 9, 8, 20),
      lastFillTimeUtc: Date.UTC(2013, 9, 9, 20),
      quantity: Decimal.fromInteger(QUANTITY),
      status: 3,
      tag: '',
      timeInForce: { kind: 'GoodTilCanceled' },
      submission: { bidPrice: close, askPrice: close, lastPrice: close },
      priceAdjustmentMode: 1,
    };
    expect(orderListHash([order])).toBe(expectedStatistics('BasicTemplateDailyAlgorithm').OrderListHash);
  });
});

describe.runIf(hasLeanData)("LEAN's BasicTemplateIndiaAlgorithm", () => {
  it("has the order list hash of its one market order with a broker's properties", () => {
    const [first] = readLeanRows('equity/india/minute/yesbank/20190709_trade.zip');
    const close = Decimal.fromScaled(Number(first[4]), 4);
    const fillTime = Date.UTC(2019, 6, 9, 3, 46);
    const order: HashedOrder = {
      id: 1,
      type: 0,
      symbol: { value: 'YESBANK', id: 'YESBANK UL' },
      securityType: 1,
      price: close,
      priceCurrency: 'INR',
      timeUtc: fillTime,
      lastFillTimeUtc: fillTime,
      quantity: Decimal.one,
      status: 3,
      tag: '',
      timeInForce: { kind: 'GoodTilCanceled' },
      properties: { ProductType: null },
      exchange: { Code: 'NSE', Name: 'NSE', Market: 'india', SecurityTypes: [1] },
      submission: { bidPrice: close, askPrice: close, lastPrice: close },
      priceAdjustmentMode: 1,
    };
    expect(orderListHash([order])).toBe(expectedStatistics('BasicTemplateIndiaAlgorithm').OrderListHash);
  });
});
