import type { PastData } from '../api/exit-rule.ts';
import type { SizingModel, SizingRequest } from '../api/sizing-model.ts';
import type { RoundTrips } from '../positions/round-trips.ts';
import { percentSizing } from '../positions/sizing-models.ts';
import type { SecurityPortfolio } from '../securities/security-portfolio.ts';
import type { Security } from '../securities/security.ts';
import type { AutomaticSubscriptions } from './automatic-subscriptions.ts';
import type { RunMessages } from './run-messages.ts';
import type { SymbolLike } from './slice.ts';

/** What a strategy knows about a position that is to be sized. */
export interface SizingOptions extends Pick<SizingRequest, 'stopPrice' | 'probability'> {
  /** 1 for a long position, the default, and -1 for a short one. */
  readonly side?: 1 | -1;
}

/** Parts of a run that sizing uses. */
export interface SizingParts {
  readonly portfolio: SecurityPortfolio;
  readonly exits: PastData;
  readonly trades: RoundTrips;
  readonly trading: { calculateOrderQuantity(security: Security, share: number): number };
  readonly messages: Pick<RunMessages, 'log'>;
}

/** The default without a model in the configuration. */
const DEFAULT_SHARE = 0.1;

/** The sizes of a strategy's positions by the model of the run: `this.sizing.quantity('SPY')`. */
export class Sizing {
  /** The model of the configuration, or 10 % of the portfolio; a strategy may set another. */
  model: SizingModel = percentSizing(DEFAULT_SHARE);
  private readonly parts: SizingParts;
  private readonly subscriptions: Pick<AutomaticSubscriptions, 'forOrder'>;
  private readonly said = new Set<string>();

  /** @internal */
  constructor(parts: SizingParts, subscriptions: Pick<AutomaticSubscriptions, 'forOrder'>, model?: SizingModel) {
    this.parts = parts;
    this.subscriptions = subscriptions;
    if (model !== undefined) this.model = model;
  }

  /** The share of the portfolio for a position, negative for a short one; for `setHoldings`. */
  share(symbol: SymbolLike, { side = 1, stopPrice, probability }: SizingOptions = {}): number {
    const security = this.subscriptions.forOrder(symbol);
    const { portfolio, exits, trades } = this.parts;
    const { share, note } = this.model.size({
      security,
      portfolio,
      side,
      stopPrice,
      probability,
      tradeReturns: trades.returns,
      past: exits,
    });
    if (note !== '') this.say(`The sizing model ${this.model.id} takes a share of ${share}: ${note}.`);
    return share === 0 ? 0 : side * share;
  }

  /** The signed quantity of the order that brings the position to its size. */
  quantity(symbol: SymbolLike, options: SizingOptions = {}): number {
    const security = this.subscriptions.forOrder(symbol);
    return this.parts.trading.calculateOrderQuantity(security, this.share(symbol, options));
  }

  private say(message: string): void {
    if (this.said.has(message)) return;
    this.said.add(message);
    this.parts.messages.log('info', message);
  }
}
