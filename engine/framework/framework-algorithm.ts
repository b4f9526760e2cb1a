import type { ScheduledMarket } from '../scheduling/rules.ts';
import type { OrderFee } from '../api/security-models.ts';
import { DAY, dateOf, END_OF_TIME } from '../data/time/calendar-math.ts';
import { EngineError } from '../model/engine-error.ts';
import { SecuritySymbol } from '../model/security-symbol.ts';
import { SecurityType } from '../model/security-type.ts';
import { Algorithm } from '../runtime/algorithm.ts';
import type { SecurityChanges } from '../runtime/algorithm.ts';
import type { Slice } from '../runtime/slice.ts';
import type { Security } from '../securities/security.ts';
import { feeOfMarketOrder } from '../transactions/models/fee/market-order-fee.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import { CompositeAlphaModel, modelName } from './alphas/composite-alpha-model.ts';
import { FRAMEWORK_ERRORS } from './errors.ts';
import { ImmediateExecutionModel } from './execution/immediate-execution-model.ts';
import { InsightManager } from './insight-manager.ts';
import type { Insight } from './insight.ts';
import type {
  AlphaModel,
  ExecutionModel,
  PortfolioConstructionModel,
  RiskManagementModel,
  Universe,
  UniverseSelectionModel,
  UniverseSettings,
  UniverseSymbol,
} from './models.ts';
import type { PortfolioTarget } from './portfolio-target.ts';
import { CompositeRiskManagementModel, overridden } from './risk/composite-risk-management-model.ts';

/**
 * A strategy that is composed of models: universe, alpha, portfolio construction, risk management, execution
 * (LEAN's algorithm framework). `onData` and all methods of {@link Algorithm} can be used besides the models.
 *
 * After `onData`, at every instant with data: alpha models emit insights, portfolio construction turns them into
 * targets, risk management overrides targets, and execution sends orders (market orders unless another model is set).
 * The other stages do nothing without a model.
 */
export abstract class FrameworkAlgorithm extends Algorithm {
  /** All insights so far, including which ones are active. */
  readonly insights: InsightManager;
  /** Subscription settings for the securities of universes without settings of their own. */
  universeSettings: UniverseSettings = {};
  private universes: UniverseSelectionModel[] = [];
  private alphas: AlphaModel[] = [];
  /** The only alpha model, or a composite of all. */
  private alpha: AlphaModel | undefined;
  private risks: RiskManagementModel[] = [];
  /** The only risk model, or a composite of all. */
  private risk: RiskManagementModel | undefined;
  private construction: PortfolioConstructionModel | undefined;
  private execution: ExecutionModel = new ImmediateExecutionModel();
  /** The universes that currently select each security. */
  private readonly members = new Map<Security, Set<Universe>>();
  private hasReportedWarmUp = false;

  constructor(...parameters: ConstructorParameters<typeof Algorithm>) {
    super(...parameters);
    this.insights = new InsightManager(this.host.clock);
  }

  /** Called with the insights of an instant once their time, price and end are set (LEAN's event InsightsGenerated). */
  onInsightsGenerated(_insights: readonly Insight[]): void {}

  setUniverseSelection(model: UniverseSelectionModel): void {
    this.universes = [required(model, 'setUniverseSelection', 'createUniverses')];
  }

  addUniverseSelection(model: UniverseSelectionModel): void {
    this.universes.push(required(model, 'addUniverseSelection', 'createUniverses'));
  }

  setAlpha(model: AlphaModel): void {
    required(model, 'setAlpha', 'update');
    this.alphas = [];
    this.addAlphaModel(model);
  }

  addAlpha(model: AlphaModel): void {
    this.addAlphaModel(required(model, 'addAlpha', 'update'));
  }

  setPortfolioConstruction(model: PortfolioConstructionModel): void {
    this.construction = required(model, 'setPortfolioConstruction', 'createTargets');
  }

  setRiskManagement(model: RiskManagementModel): void {
    required(model, 'setRiskManagement', 'manageRisk');
    this.risks = [];
    this.addRiskModel(model);
  }

  addRiskManagement(model: RiskManagementModel): void {
    this.addRiskModel(required(model, 'addRiskManagement', 'manageRisk'));
  }

  setExecution(model: ExecutionModel): void {
    this.execution = required(model, 'setExecution', 'execute');
  }

  /** Emits insights of the strategy itself; construction, risk management and execution process them immediately. */
  emitInsights(...insights: readonly Insight[]): void {
    if (this.isWarmingUp) {
      if (!this.hasReportedWarmUp) this.error('Insights that are emitted during the warm-up are ignored.');
      this.hasReportedWarmUp = true;
      return;
    }
    this.process(this.stamped(insights));
  }

  /** Signed quantity held, plus the remaining quantity of open orders, in units. */
  projectedQuantity(security: Security): number {
    let quantity = security.holdings.quantity;
    for (const order of this.transactions.getOpenOrders(security)) quantity += order.quantityRemaining;
    return quantity;
  }

  /** A market for date rules: `dateRules.everyDay(this.marketOf())` is every day on which US stocks trade. */
  marketOf(type?: SecurityType, market?: string): ScheduledMarket {
    return this.host.universes.marketOf(type, market);
  }

  /** The fee of a market order of `quantity` units at the current price. */
  marketOrderFee(security: Security, quantity: number): OrderFee {
    return feeOfMarketOrder(security, quantity);
  }

  /** @internal */
  override handleInitialize(): void | Promise<void> {
    const waiting = this.initialize();
    if (waiting instanceof Promise) return waiting.then(() => this.openUniverses());
    this.openUniverses();
    return undefined;
  }

  /** @internal */
  override handleSlice(slice: Slice): void | Promise<void> {
    const waiting = this.onData(slice);
    if (waiting instanceof Promise) return waiting.then(() => this.runModels(slice));
    this.runModels(slice);
    return undefined;
  }

  /** @internal */
  override handleSecuritiesChanged(changes: SecurityChanges): void {
    this.onSecuritiesChanged(changes);
    for (const model of [...this.alphas, this.construction, this.execution, ...this.risks])
      model?.onSecuritiesChanged?.(this, changes);
  }

  /** @internal */
  override handleOrderEvent(event: OrderEvent): void {
    this.onOrderEvent(event);
    this.execution.onOrderEvent?.(this, event);
  }

  private addAlphaModel(model: AlphaModel): void {
    this.alphas.push(model);
    this.alpha = this.alphas.length > 1 ? new CompositeAlphaModel(...this.alphas) : model;
  }

  private addRiskModel(model: RiskManagementModel): void {
    this.risks.push(model);
    this.risk = this.risks.length > 1 ? new CompositeRiskManagementModel(...this.risks) : model;
  }

  private runModels(slice: Slice): void {
    const insights = this.alpha?.update(this, slice) ?? [];
    this.process(insights.length === 0 ? insights : this.stamped(insights));
  }

  /** Sets time, price and end of insights; omits insights for delisted securities. */
  private stamped(insights: readonly Insight[]): readonly Insight[] {
    const name = this.alphas.length === 0 ? '' : modelName(this.alphas[0]);
    const emitted = insights.filter((insight) => {
      const security = this.securities.of(insight.symbol);
      if (security.isDelisted) {
        this.error(`An insight for ${insight.symbol.ticker} is ignored because the security is delisted.`);
        return false;
      }
      insight.emit(this.utcTime, security, name);
      return true;
    });
    if (emitted.length > 0) {
      this.insights.add(emitted);
      this.onInsightsGenerated(emitted);
    }
    return emitted;
  }

  private process(insights: readonly Insight[]): void {
    const targets = this.construction?.createTargets(this, insights) ?? [];
    this.execution.execute(this, this.adjusted(targets));
  }

  private adjusted(targets: readonly PortfolioTarget[]): readonly PortfolioTarget[] {
    return this.risk === undefined ? targets : overridden(targets, this.risk.manageRisk(this, targets));
  }

  private openUniverses(): void {
    for (const model of this.universes) {
      for (const universe of model.createUniverses(this)) {
        const { schedule } = universe;
        const { utc } = this.host.clock;
        const times = schedule?.timeRule.utcTimes(schedule.dateRule.dates(dateOf(utc) - DAY, END_OF_TIME)) ?? [utc];
        this.host.universes.schedule(times, () => this.select(universe));
      }
    }
  }

  /**
   * Applies the selection of a universe. Unsubscribes securities that no universe selects any more; held ones keep
   * their last prices.
   */
  private select(universe: Universe): void {
    const selected = universe.select(this.time);
    if (selected === 'unchanged') return;
    if (!Array.isArray(selected)) throw badSelection(universe, selected);
    const chosen = new Set(selected.map((symbol) => this.subscribe(universe, symbol as UniverseSymbol)));
    for (const security of chosen) {
      const universes = this.members.get(security);
      if (universes === undefined) this.members.set(security, new Set([universe]));
      else universes.add(universe);
    }
    for (const [security, universes] of this.members) {
      if (chosen.has(security) || !universes.delete(universe) || universes.size > 0) continue;
      this.members.delete(security);
      this.host.universes.unsubscribe(security);
    }
  }

  private subscribe(universe: Universe, symbol: UniverseSymbol): Security {
    const { resolution, ...options } = universe.settings ?? this.universeSettings;
    const { ticker, securityType, market } = described(universe, symbol);
    const known = this.securities.find(symbol instanceof SecuritySymbol ? symbol : ticker);
    if (known !== undefined && this.members.has(known)) return known;
    return this.host.universes.subscribe(securityType, ticker, resolution, { ...options, market });
  }
}

function described(
  universe: Universe,
  symbol: UniverseSymbol,
): { readonly ticker: string; readonly securityType: SecurityType; readonly market?: string } {
  if (typeof symbol === 'string') return { ticker: symbol, securityType: SecurityType.Equity };
  if (typeof symbol === 'object' && typeof symbol?.ticker === 'string') return symbol;
  throw badSelection(universe, symbol);
}

function badSelection(universe: Universe, found: unknown): EngineError {
  return new EngineError(
    FRAMEWORK_ERRORS.BAD_SELECTION,
    `The universe "${universe.name}" selected ${JSON.stringify(found) ?? String(found)}. Return a list of tickers or symbols, or 'unchanged'.`,
    { data: { universe: universe.name } },
  );
}

function required<Model extends object>(model: Model, verb: string, method: keyof Model & string): Model {
  if (typeof model === 'object' && model !== null && typeof model[method] === 'function') return model;
  throw new EngineError(
    FRAMEWORK_ERRORS.BAD_MODEL,
    `${verb} was called with an object that lacks the method ${method}. Give a model of that kind.`,
    { data: { verb, method } },
  );
}
