import { Clock } from '../model/clock.ts';
import { Decimal } from '../model/decimal.ts';
import { SecurityPortfolio } from '../securities/security-portfolio.ts';
import { ScheduleManager } from '../scheduling/schedule-manager.ts';
import type { MarketState } from '../securities/market-state.ts';
import { SecurityManager } from '../securities/security-manager.ts';
import type { RunStatistics } from '../statistics/run-statistics.ts';
import { RoundTrips } from '../positions/round-trips.ts';
import type { OrderEvent } from '../transactions/order-event.ts';
import { OrderDesk } from '../transactions/order-desk.ts';
import { Trading } from '../transactions/trading.ts';
import { brokerageModel } from '../transactions/models/brokerage/index.ts';
import type { Algorithm } from './algorithm.ts';
import { AlgorithmServices } from './algorithm-services.ts';
import { AlgorithmSettings } from './algorithm-settings.ts';
import { Benchmark } from './benchmark.ts';
import { ConsolidatorHub } from './consolidator-hub.ts';
import { DataManager } from './data-manager.ts';
import { ExitManager } from './exit-manager.ts';
import { HistoryProvider } from './history-provider.ts';
import { RunDates } from './run-dates.ts';
import { RunMessages } from './run-messages.ts';
import type { BacktestRequest } from './run-request.ts';
import { RunSamples } from './run-samples.ts';
import { statisticsOf } from './run-result.ts';
import { SecurityService } from './security-service.ts';
import { SeriesBook } from './series-book.ts';
import { SliceBuilder } from './slice-builder.ts';
import { SubscriptionRows } from './subscription-rows.ts';
import { UniverseChanges } from './universe-changes.ts';
import { UniverseSchedule } from './universe-schedule.ts';

/** Composition of one run. Each part receives only what it uses of the others. */
export class Run {
  readonly request: BacktestRequest;
  readonly clock = new Clock();
  readonly settings = new AlgorithmSettings();
  readonly dates: RunDates;
  readonly messages: RunMessages;
  readonly portfolio: SecurityPortfolio;
  readonly securities = new SecurityManager();
  readonly service: SecurityService;
  readonly state: MarketState;
  readonly rows: SubscriptionRows;
  readonly data: DataManager;
  readonly slices: SliceBuilder;
  readonly series: SeriesBook;
  readonly desk: OrderDesk;
  readonly trading: Trading;
  readonly schedule: ScheduleManager;
  readonly consolidators: ConsolidatorHub;
  readonly history: HistoryProvider;
  readonly changes: UniverseChanges;
  readonly benchmark: Benchmark;
  readonly universes = new UniverseSchedule();
  readonly samples: RunSamples;
  readonly exits: ExitManager;
  /** The closed trades. */
  readonly trades = new RoundTrips();
  /** The services for the strategy. */
  readonly services: AlgorithmServices;
  /** Set once the strategy has been created. */
  algorithm!: Algorithm;

  constructor(request: BacktestRequest) {
    this.request = request;
    const { clock, settings, securities } = this;
    const { dataSource: source, marketHours, symbolProperties } = request;
    this.series = new SeriesBook(clock, request.series ?? []);
    this.dates = new RunDates(clock, request);
    this.messages = new RunMessages(this.dates, request.onLog);
    this.portfolio = new SecurityPortfolio({
      settings,
      feeOfMarketOrder: (security, quantity) => this.desk.feeOfMarketOrder(security, quantity),
      onCashChange: () => void clock.calls++,
    });
    const { portfolio, messages } = this;
    if (request.cash !== undefined) portfolio.setCash(Decimal.of(request.cash));
    this.desk = new OrderDesk({
      clock,
      portfolio,
      brokerageModel: request.brokerageModel ?? brokerageModel('default', 'margin'),
      settings,
      listener: {
        onOrderEvent: (event) => {
          this.samples.onOrderEvent(event);
          if (event.isFill) this.trades.take(event, feeOf(portfolio, event));
          this.algorithm.handleOrderEvent(event);
          this.exits.onOrderEvent(event);
        },
        onMessage: (level, message) => messages.log(level, message),
      },
    });
    this.service = new SecurityService({
      source,
      marketHours,
      symbolProperties,
      clock,
      portfolio,
      securities,
      brokerageModel: () => this.desk.brokerageModel,
      models: request.models,
    });
    this.state = this.service.state;
    this.rows = new SubscriptionRows({ source, marketHours, settings, present: request.present });
    this.data = new DataManager(this.rows, request.chunkRows);
    this.slices = new SliceBuilder(this.data, securities, { zone: () => this.dates.timeZone, series: this.series });
    const liveMode = request.present !== undefined;
    this.trading = new Trading({ desk: this.desk, clock, settings, portfolio, listener: messages, liveMode });
    this.schedule = scheduleOf(this);
    this.consolidators = new ConsolidatorHub(this);
    this.history = new HistoryProvider(this);
    this.changes = new UniverseChanges(this);
    this.benchmark = new Benchmark(this);
    this.samples = new RunSamples(this);
    this.exits = new ExitManager(this);
    this.services = new AlgorithmServices(this);
  }

  /** The statistics of what the run has sampled so far. */
  statistics(): RunStatistics {
    return statisticsOf(this);
  }
}

function feeOf({ cashBook }: SecurityPortfolio, { orderFee }: OrderEvent): number {
  const { amount, currency } = orderFee;
  if (amount.isZero) return 0;
  return amount.toNumber() * (currency === cashBook.accountCurrency ? 1 : cashBook.get(currency).conversionRate);
}

function scheduleOf({ clock, dates, securities }: Run): ScheduleManager {
  return new ScheduleManager({
    clock,
    get timeZone() {
      return dates.timeZone;
    },
    marketHours: () => securities.all.map((security) => security.exchangeHours),
    marketOf: (name) => securities.of(name),
  });
}
