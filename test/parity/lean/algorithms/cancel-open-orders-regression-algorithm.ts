import { Algorithm, OrderStatus } from 'tradewright';

const MINUTE = 60_000;
const DAY = 86_400_000;
const FIRST_ORDERS = 360;
const EXPECTED = [
  OrderStatus.Invalid,
  OrderStatus.Filled,
  OrderStatus.Canceled,
  OrderStatus.Canceled,
  OrderStatus.Filled,
];

/** Limit orders for two coins, replaced every six minutes: cancelling the orders of one does not affect the other's. */
export default class CancelOpenOrdersRegressionAlgorithm extends Algorithm {
  override initialize(): void {
    this.setStartDate(2017, 9, 3);
    this.setEndDate(2017, 9, 3);
    this.setCash(1_000);
    this.setBrokerageModel('coinbase', 'cash');
    this.addCrypto('BTCUSD');
    this.addCrypto('ETHUSD');
  }

  override onData(): void {
    switch (Math.floor((this.utcTime % DAY) / MINUTE) - FIRST_ORDERS) {
      case 0:
        // more than the available cash can buy
        this.limitOrder('BTCUSD', 100, 4734.64);
        this.limitOrder('ETHUSD', 1.35505027, 368.8);
        break;
      case 6:
        this.replace(0.10576312, 4727.61);
        break;
      case 12:
        this.replace(0.10576267, 4727.63);
        break;
      case 18:
        this.replace(0.10547724, 4740.42);
        break;
      case 24:
        this.transactions.cancelOpenOrders('BTCUSD');
        break;
      default:
    }
  }

  private replace(quantity: number, limitPrice: number): void {
    this.transactions.cancelOpenOrders('BTCUSD');
    this.limitOrder('BTCUSD', quantity, limitPrice);
  }

  override onEndOfAlgorithm(): void {
    const statuses = this.transactions.getOrders().map((order) => order.status);
    if (statuses.join() !== EXPECTED.join()) throw new Error(`the orders have the statuses ${statuses.join()}`);
  }
}
