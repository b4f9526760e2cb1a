import type { OrderReport } from '../api/brokerage.ts';
import type { BrokerageModel } from '../api/brokerage-model.ts';
import type { FillContext, MarketSettings, OrderFee } from '../api/security-models.ts';
import type { Clock } from '../model/clock.ts';
import { Bag } from '../model/bag.ts';
import { Decimal } from '../model/decimal.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { ExecutionVenue, OrderReporter } from './execution-venue.ts';
import { byId } from './open-orders.ts';
import type { OpenOrders } from './open-orders.ts';
import { Resting } from './working-order.ts';
import type { WorkingOrder } from './working-order.ts';
import type { OrderBook } from './order-book.ts';
import { NO_FEE } from './order-event.ts';
import { orderFee } from './models/fee/order-fee.ts';
import { GroupPrecedence } from './group-precedence.ts';
import { hasDataSince } from './newest-data.ts';
import { expiryOf } from './order-expiry.ts';
import { averagePrice, overdraftOf, requireFill } from './fill-checks.ts';
import { OrderStatus, OrderType } from '../model/order-types.ts';

export interface SimulatedMarketParts {
  readonly clock: Clock;
  readonly portfolio: SecurityPortfolio;
  readonly openOrders: OpenOrders;
  readonly reporter: OrderReporter;
  readonly settings: MarketSettings;
  readonly brokerageModel: () => BrokerageModel;
}

/**
 * Fills orders from market data: the backtest's market (LEAN's BacktestingBrokerage).
 *
 * A scan has the results of LEAN's scan of all pending orders in order of id, but checks only orders that the newest data
 * reach, that expire, or that must be checked every time. LEAN also refuses any pending order for which buying power no
 * longer suffices: one comparison with an upper bound rules that out for all resting orders; otherwise each one is checked.
 */
export class SimulatedMarket implements ExecutionVenue {
  private readonly parts: SimulatedMarketParts;
  private readonly clock: Clock;
  private readonly portfolio: SecurityPortfolio;
  private readonly openOrders: OpenOrders;
  private readonly reporter: OrderReporter;
  private readonly context: FillContext = {
    utc: NaN,
    stalePriceTimeSpan: 0,
    limitIfTouchedRests: false,
    quantity: 0,
    price: 0,
    message: '',
    stopTriggered: false,
    triggerTouched: false,
    stopPrice: NaN,
  };
  private readonly draft: OrderReport = {
    utcTime: NaN,
    exactFillPrice: Decimal.zero,
    exactFillQuantity: Decimal.zero,
    orderFee: NO_FEE,
    message: '',
  };
  /** Market orders that have not been checked yet; more than one when event handlers place further orders. */
  private readonly arriving = new Bag<WorkingOrder>();
  /** Orders placed at this instant; they are checked from the next instant on. */
  private fresh: WorkingOrder[] = [];
  private freshUtc = NaN;
  /** Orders in ladders that expire, and the first instant at which one does. */
  private expiring: WorkingOrder[] = [];
  private nextExpiry = Infinity;
  private readonly precedence = new GroupPrecedence((order) => this.tryFill(order));
  private restingCount = 0;
  private watchedCount = 0;
  private hasReached = false;
  private seenPrices = -1;
  /** Margin with which certainly no resting order is refused; valid for the prices of `boundPrices`. */
  private marginBound = 0;
  private boundPrices = -1;
  /** A reusable empty list, when no scan uses it. */
  private spare: WorkingOrder[] | undefined = [];
  /** Cached quantity of the newest fill, because many fills have the same. */
  private newestQuantity = 0;
  private exactNewestQuantity: Decimal = Decimal.zero;

  constructor(parts: SimulatedMarketParts) {
    this.parts = parts;
    this.clock = parts.clock;
    this.portfolio = parts.portfolio;
    this.openOrders = parts.openOrders;
    this.reporter = parts.reporter;
  }

  place(order: WorkingOrder): boolean {
    order.setPlaced();
    order.setExpiry(expiryOf(order));
    if (order.type === OrderType.Market) {
      order.resting = Resting.Arriving;
      this.arriving.push(order);
    } else {
      if (this.freshUtc !== this.clock.utc) this.restFresh();
      this.freshUtc = this.clock.utc;
      order.resting = Resting.Fresh;
      this.fresh.push(order);
    }
    this.tell(order, OrderStatus.Submitted, '');
    return true;
  }

  update(order: WorkingOrder): boolean {
    if (order.resting === Resting.Nowhere) return false;
    if (order.resting !== Resting.Fresh && order.resting !== Resting.Arriving) {
      this.leave(order);
      this.rest(order);
    }
    this.tell(order, OrderStatus.UpdateSubmitted, '');
    return true;
  }

  cancel(order: WorkingOrder): boolean {
    if (order.resting === Resting.Nowhere) return false;
    this.leave(order);
    this.tell(order, OrderStatus.Canceled, '');
    return true;
  }

  scan(newcomer?: WorkingOrder): void {
    if (this.fresh.length > 0 && this.freshUtc !== this.clock.utc) this.restFresh();
    if (this.restingCount > 0 || this.arriving.length > 1) this.scanAll();
    else if (this.arriving.length === 1) this.tryFill(this.arriving.at(0));
    if (newcomer === undefined) return;
    // The newest arrival is last: orders placed by handlers of its events have already been processed.
    this.arriving.pop();
    if (newcomer.resting === Resting.Arriving) this.rest(newcomer);
  }

  private scanAll(): void {
    const hasNewPrices = this.seenPrices !== this.portfolio.priceVersion;
    this.seenPrices = this.portfolio.priceVersion;
    const isCovered = this.isCovered();
    if (
      isCovered &&
      this.arriving.length === 0 &&
      !hasNewPrices &&
      !this.hasReached &&
      this.watchedCount === 0 &&
      this.clock.utc < this.nextExpiry
    )
      return;
    if (isCovered && this.restingCount === 1 && this.watchedCount === 1 && this.arriving.length === 0) {
      const lone = this.loneWatched();
      if (lone !== undefined) this.tryFill(lone);
      return;
    }
    const candidates = this.spare ?? [];
    this.spare = undefined;
    if (isCovered) this.collectDue(candidates, hasNewPrices);
    else this.collectResting(candidates, 0);
    for (let i = 0; i < this.arriving.length; i++) candidates.push(this.arriving.at(i));
    if (candidates.length > 0) {
      if (candidates.length > 1) candidates.sort(byId);
      this.tryAll(candidates, isCovered);
      candidates.length = 0;
      this.precedence.clear();
    }
    this.spare = candidates;
  }

  /** The only resting order, if it is checked in every scan. */
  private loneWatched(): WorkingOrder | undefined {
    const { active } = this.openOrders;
    for (let i = 0; i < active.length; i++) if (active.at(i).watched.length > 0) return active.at(i).watched.at(0);
    return undefined;
  }

  private tryAll(candidates: WorkingOrder[], isCovered: boolean): void {
    let previous = 0;
    for (let i = 0; i < candidates.length; i++) {
      const order = candidates[i];
      if (order.id === previous) continue;
      previous = order.id;
      const version = this.portfolio.version;
      this.tryFill(order);
      if (!isCovered || this.portfolio.version === version || this.isCovered()) continue;
      // The fill used margin that later orders may need: from here on all of them are checked, as in LEAN.
      isCovered = false;
      this.collectResting(candidates, order.id);
      const rest = candidates.splice(i + 1).filter((one) => one.id > previous);
      candidates.push(...rest.sort(byId));
    }
  }

  /** The orders that this scan has to check, unsorted and possibly with duplicates. */
  private collectDue(into: WorkingOrder[], hasNewPrices: boolean): void {
    const { active } = this.openOrders;
    if (hasNewPrices || this.hasReached || this.watchedCount > 0) {
      this.hasReached = false;
      for (let i = 0; i < active.length; i++) {
        const book = active.at(i);
        if ((hasNewPrices && book.takeNewData()) || book.hasReached) {
          book.hasReached = book.collectReached(into);
          this.hasReached ||= book.hasReached;
        }
        const { watched } = book;
        for (let j = 0; j < watched.length; j++) into.push(watched.at(j));
      }
    }
    if (this.clock.utc >= this.nextExpiry) this.collectExpired(into);
  }

  private collectExpired(into: WorkingOrder[]): void {
    const { utc } = this.clock;
    this.expiring = this.expiring.filter(
      (order) => order.resting === Resting.Falling || order.resting === Resting.Rising,
    );
    this.nextExpiry = Infinity;
    for (const order of this.expiring) {
      if (order.expiryUtc <= utc) into.push(order);
      this.nextExpiry = Math.min(this.nextExpiry, order.expiryUtc);
    }
  }

  private collectResting(into: WorkingOrder[], afterId: number): void {
    const { active } = this.openOrders;
    for (let i = 0; i < active.length; i++) {
      const book = active.at(i);
      book.hasReached ||= book.takeNewData();
      this.hasReached ||= book.hasReached;
      for (let order = book.first; order !== undefined; order = order.nextOpen) {
        if (order.id > afterId && order.resting !== Resting.Nowhere && order.resting !== Resting.Fresh)
          into.push(order);
      }
    }
  }

  /** Whether certainly no order in a ladder would be refused for lack of buying power now. */
  private isCovered(): boolean {
    if (this.restingCount === this.watchedCount) return true;
    if (this.boundPrices !== this.portfolio.priceVersion) {
      this.boundPrices = this.portfolio.priceVersion;
      this.marginBound = 0;
      const { active } = this.openOrders;
      for (let i = 0; i < active.length; i++) this.raiseMarginBound(active.at(i));
    }
    return this.marginBound === 0 || this.marginBound <= this.portfolio.marginRemaining;
  }

  private raiseMarginBound(book: OrderBook): void {
    if (book.falling.size === 0 && book.rising.size === 0) return;
    const { security } = book;
    const bound =
      security.buyingPowerModel.marginBoundForOrders?.(this.portfolio, security, book.largestBuy, book.largestSell) ??
      Infinity;
    if (bound > this.marginBound) this.marginBound = bound;
  }

  private tryFill(order: WorkingOrder): void {
    if (order.isClosed) return;
    const { utc } = this.clock;
    // Only market orders fill at the instant of their placement, because the bars of that instant precede it. The same applies
    // to a change of terms, and an order with a pending cancellation or update must not fill on its old terms.
    if (order.type !== OrderType.Market && (order.isChanging || order.effectiveUtc === utc)) return;
    if (order.type === OrderType.MarketOnOpen && !hasDataSince(order)) return;
    // a bar that ends at the expiry may still fill the order: a daily bar ends with the day
    if (utc < order.expiryUtc) this.askModels(order);
    else {
      if (utc === order.expiryUtc) this.askModels(order);
      if (!order.isClosed) this.close(order, OrderStatus.Canceled, 'The order has expired.');
    }
  }

  private askModels(order: WorkingOrder): void {
    const { security } = order;
    if (!this.parts.brokerageModel().canExecuteOrder(security, order)) return;
    if (!this.hasBuyingPower(order)) return;
    if (order.member !== undefined && !this.precedence.isTurnOf(order)) return;
    const { context } = this;
    context.utc = this.clock.utc;
    context.stalePriceTimeSpan = this.parts.settings.stalePriceTimeSpan;
    context.limitIfTouchedRests = this.parts.settings.limitIfTouchedRests;
    context.quantity = 0;
    context.price = 0;
    context.message = '';
    context.stopTriggered = context.triggerTouched = false;
    context.stopPrice = NaN;
    security.fillModel.fill(security, order, context);
    requireFill(order, context);
    const isTriggered = this.applyDecisions(order, context);
    if (context.quantity !== 0) this.fill(order, context);
    else if (isTriggered && order.resting !== Resting.Watched && order.resting !== Resting.Nowhere) {
      this.leave(order);
      this.rest(order);
    }
  }

  /** Applies decisions other than fills, which take effect with the next data. True when a stop or trigger was reached. */
  private applyDecisions(order: WorkingOrder, context: FillContext): boolean {
    const isTriggered =
      (context.stopTriggered && !order.stopTriggered) || (context.triggerTouched && !order.triggerTouched);
    if (context.stopTriggered) order.triggerStop();
    if (context.triggerTouched) order.touchTrigger();
    const hasMoved = context.stopPrice === context.stopPrice;
    if (hasMoved) order.moveStop(context.stopPrice);
    if (isTriggered || hasMoved) order.noteChange(this.clock.utc);
    return isTriggered;
  }

  private hasBuyingPower(order: WorkingOrder): boolean {
    const { portfolio } = this;
    if (order.checkedVersion === portfolio.version) return true;
    const refusal = order.security.buyingPowerModel.refusal(portfolio, order.security, order);
    if (refusal === undefined) {
      order.checkedVersion = portfolio.version;
      return true;
    }
    if (order.status === OrderStatus.CancelPending) return false;
    const message = `Order ${order.id} for ${order.security.symbol.ticker} has too little buying power. ${refusal}`;
    this.close(order, OrderStatus.Invalid, message);
    this.reporter.logError(message);
    return false;
  }

  private fill(order: WorkingOrder, context: FillContext): void {
    const { draft } = this;
    const { security } = order;
    const isComplete = Math.abs(order.quantityFilled + context.quantity) >= Math.abs(order.quantity);
    draft.utcTime = this.clock.utc;
    draft.exactFillPrice = Decimal.of(context.price);
    if (this.newestQuantity !== context.quantity) {
      this.newestQuantity = context.quantity;
      this.exactNewestQuantity = Decimal.of(context.quantity);
    }
    draft.exactFillQuantity = this.exactNewestQuantity;
    draft.message = context.message;
    draft.orderFee = isComplete ? orderFee(security, order, { price: averagePrice(order, context) }) : NO_FEE;
    if (isComplete && this.isOverdraft(order, context, draft.orderFee)) return;
    if (isComplete && order.resting !== Resting.Nowhere) this.leave(order);
    this.reporter.report(order, isComplete ? OrderStatus.Filled : OrderStatus.PartiallyFilled, draft);
    const book = this.openOrders.find(security);
    if (book !== undefined && this.restingCount > this.watchedCount) this.raiseMarginBound(book);
  }

  /** Refuses a fill that would overdraw a cash account: earlier checks used an earlier price. */
  private isOverdraft(order: WorkingOrder, { price, quantity }: FillContext, fee: OrderFee): boolean {
    if (quantity <= 0 || this.parts.settings.cashAccountsMayOverdraw === true) return false;
    if (this.parts.brokerageModel().accountType !== 'cash' || order.security.leverage > 1) return false;
    const overdraft = overdraftOf(this.portfolio, order, { cost: price * quantity, fee });
    if (overdraft === undefined) return false;
    this.close(order, OrderStatus.Invalid, overdraft);
    this.reporter.logError(overdraft);
    return true;
  }

  private close(order: WorkingOrder, status: OrderStatus, message: string): void {
    if (order.resting !== Resting.Nowhere) this.leave(order);
    this.tell(order, status, message);
  }

  /** Reports a change without a fill. */
  private tell(order: WorkingOrder, status: OrderStatus, message: string): void {
    const { draft } = this;
    draft.utcTime = this.clock.utc;
    draft.exactFillPrice = draft.exactFillQuantity = Decimal.zero;
    draft.orderFee = NO_FEE;
    draft.message = message;
    this.reporter.report(order, status, draft);
  }

  private restFresh(): void {
    const { fresh } = this;
    this.fresh = [];
    for (const order of fresh) if (order.resting === Resting.Fresh) this.rest(order);
  }

  private rest(order: WorkingOrder): void {
    const book = this.openOrders.bookOf(order.security);
    book.rest(order);
    this.restingCount++;
    if (order.resting === Resting.Watched) {
      this.watchedCount++;
      return;
    }
    this.hasReached = true;
    if (order.expiryUtc < Infinity) {
      this.expiring.push(order);
      this.nextExpiry = Math.min(this.nextExpiry, order.expiryUtc);
    }
    if (this.boundPrices === this.portfolio.priceVersion) this.raiseMarginBound(book);
  }

  private leave(order: WorkingOrder): void {
    if (order.resting === Resting.Fresh || order.resting === Resting.Arriving) {
      order.resting = Resting.Nowhere;
      return;
    }
    this.restingCount--;
    if (order.resting === Resting.Watched) this.watchedCount--;
    this.openOrders.bookOf(order.security).leave(order);
  }
}
