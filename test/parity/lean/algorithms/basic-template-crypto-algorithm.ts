import { Algorithm, Decimal, type ExponentialMovingAverage, OrderDirection, OrderType, Resolution } from 'tradewright';

const MINUTE = 60_000;
const DAY = 86_400_000;
const PAIRS = new Set(['BTCUSD', 'ETHUSD']);

/** A day with four pairs, four currencies and cash in two of them; orders by time of day, then by two averages. */
export default class BasicTemplateCryptoAlgorithm extends Algorithm {
  private fast!: ExponentialMovingAverage;
  private slow!: ExponentialMovingAverage;

  override initialize(): void {
    this.setStartDate(2018, 4, 4);
    this.setEndDate(2018, 4, 4);
    this.setCash(10_000);
    this.setCash('EUR', 10_000);
    this.setCash('BTC', 1);
    this.setCash('ETH', 5);
    this.setBrokerageModel('coinbase', 'cash');
    this.addCrypto('BTCUSD');
    this.addCrypto('ETHUSD');
    this.addCrypto('BTCEUR');
    const litecoin = this.addCrypto('LTCUSD');
    const options = { resolution: Resolution.Minute };
    this.fast = this.indicators.ema(litecoin, 30, undefined, options);
    this.slow = this.indicators.ema(litecoin, 60, undefined, options);
  }

  override onData(): void {
    const { cashBook } = this.portfolio;
    for (const currency of ['EUR', 'BTC', 'ETH', 'LTC']) {
      if (cashBook.get(currency).conversionRate === 0) throw new Error(`${currency} has no rate`);
    }
    const minute = Math.floor((this.time % DAY) / MINUTE);
    if (minute === 60) this.limitOrder('ETHUSD', -cashBook.get('ETH').amount, this.limitPrice('ETHUSD', 1.01));
    else if (minute === 120) this.buyBitcoin();
    else if (minute === 121) this.buyEther();
    else if (minute === 660) this.setHoldings('BTCUSD', 0);
    else if (minute === 720) this.tradeEuros();
    else if (minute === 780) this.transactions.cancelOpenOrders('BTCEUR');
    else if (minute >= 14 * 60) this.followAverages();
  }

  /** Half of the dollars. */
  private buyBitcoin(): void {
    const price = this.limitPrice('BTCUSD', 0.95);
    this.limitOrder('BTCUSD', (this.portfolio.cashBook.get('USD').amount * 0.5) / price, price);
  }

  /** One order for more than the free cash, which is refused, and one for half of it. */
  private buyEther(): void {
    let free = this.portfolio.cashBook.get('USD').amount;
    for (const order of this.transactions.getOpenOrders()) {
      const isReserving = order.direction === OrderDirection.Buy && order.type === OrderType.Limit;
      if (isReserving && PAIRS.has(order.symbol.ticker)) free -= order.quantity * order.limitPrice;
    }
    const price = this.limitPrice('ETHUSD', 1.01);
    this.limitOrder('ETHUSD', free / price, price);
    this.limitOrder('ETHUSD', (free * 0.5) / price, price);
  }

  private tradeEuros(): void {
    this.buy('BTCEUR', 1);
    this.limitOrder('BTCEUR', -1, this.limitPrice('BTCEUR', 1.1));
  }

  private followAverages(): void {
    const { amount } = this.portfolio.cashBook.get('LTC');
    if (this.fast.value > this.slow.value) {
      if (amount === 0) this.buy('LTCUSD', 10);
    } else if (amount > 0) {
      this.liquidate('LTCUSD');
    }
  }

  private limitPrice(ticker: string, factor: number): number {
    return Decimal.of(this.securities.of(ticker).price).mul(Decimal.of(factor)).round(2).toNumber();
  }
}
