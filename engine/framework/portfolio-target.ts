import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { Security } from '../securities/security.ts';
import { roundToLot } from '../transactions/price-rounding.ts';
import type { FrameworkAlgorithm } from './framework-algorithm.ts';
import { SlotMap } from './slot-map.ts';

/** The target position of a security, in units, signed (LEAN's PortfolioTarget). */
export class PortfolioTarget {
  readonly symbol: SecuritySymbol;
  readonly quantity: number;
  /** Tag of the orders for the target. */
  readonly tag: string;

  constructor(symbol: SecuritySymbol, quantity: number, tag = '') {
    this.symbol = symbol;
    this.quantity = quantity;
    this.tag = tag;
  }

  /**
   * The target for a share of the portfolio (1 = all, negative = short); undefined when the security has no price yet.
   */
  static percent(
    algorithm: FrameworkAlgorithm,
    symbol: SecuritySymbol,
    share: number,
    tag = '',
  ): PortfolioTarget | undefined {
    const security = algorithm.securities.of(symbol);
    if (!(security.price > 0)) {
      algorithm.error(`${symbol.ticker} has no price yet, so it got no target.`);
      return undefined;
    }
    const delta = algorithm.calculateOrderQuantity(security, share);
    return new PortfolioTarget(symbol, security.holdings.quantity + delta, tag);
  }
}

/** The newest target of each symbol, until it is reached (LEAN's PortfolioTargetCollection). */
export class PortfolioTargetCollection {
  private readonly targets = new SlotMap<PortfolioTarget>();

  get isEmpty(): boolean {
    return this.targets.size === 0;
  }

  addRange(targets: readonly PortfolioTarget[]): void {
    for (const target of targets) this.targets.set(target.symbol.key, target);
  }

  remove(symbol: SecuritySymbol): void {
    this.targets.delete(symbol.key);
  }

  *[Symbol.iterator](): IterableIterator<PortfolioTarget> {
    yield* this.targets.values();
  }

  /** Removes targets that the position reaches to within one lot. */
  clearFulfilled(algorithm: FrameworkAlgorithm): void {
    for (const target of this.targets.values()) {
      const security = algorithm.securities.of(target.symbol);
      if (Math.abs(target.quantity - security.holdings.quantity) < lotOf(security)) this.remove(target.symbol);
    }
  }

  /**
   * The targets that can be ordered now: first those that reduce a position, then by the value of the order, largest
   * first.
   */
  byMarginImpact(algorithm: FrameworkAlgorithm): PortfolioTarget[] {
    if (algorithm.isWarmingUp) return [];
    const sized = this.targets.values().flatMap((target) => {
      const security = algorithm.securities.of(target.symbol);
      const existing = algorithm.projectedQuantity(security);
      const wanted = roundToLot(target.quantity, security);
      const delta = wanted - existing;
      if (!security.hasData || !security.isTradable || Math.abs(delta) < lotOf(security)) return [];
      const isReducing = existing !== 0 && Math.abs(wanted) < Math.abs(existing);
      return [{ target, isReducing, value: Math.abs(delta * security.price) }];
    });
    return sized
      .sort((a, b) => Number(b.isReducing) - Number(a.isReducing) || b.value - a.value)
      .map(({ target }) => target);
  }
}

/** Signed quantity that is still to be ordered for a target, rounded to whole lots (LEAN's OrderSizing). */
export function unorderedQuantity(algorithm: FrameworkAlgorithm, target: PortfolioTarget): number {
  const security = algorithm.securities.of(target.symbol);
  let quantity = target.quantity - algorithm.projectedQuantity(security);
  if (security.baseCurrency !== undefined && quantity > 0) {
    const fee = algorithm.marketOrderFee(security, quantity);
    // buys the quantity in addition that a fee in the base currency deducts from the position
    if (fee.currency === security.baseCurrency.symbol) quantity += fee.amount.toNumber();
  }
  return roundToLot(quantity, security);
}

function lotOf(security: Security): number {
  return security.properties.lotSize.toNumber();
}
