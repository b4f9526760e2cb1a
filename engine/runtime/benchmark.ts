import { Decimal } from '../model/decimal.ts';
import { DataNormalizationMode, TickType } from '../model/data-kinds.ts';
import { Resolution } from '../model/resolution.ts';
import { SecurityType } from '../model/security-type.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { SecurityManager } from '../securities/security-manager.ts';
import { Security } from '../securities/security.ts';
import type { OrderDesk } from '../transactions/order-desk.ts';
import type { BenchmarkFunction } from './algorithm-host.ts';
import type { DataManager } from './data-manager.ts';
import type { RunDates } from './run-dates.ts';
import type { BacktestRequest } from './run-request.ts';
import type { SecurityService } from './security-service.ts';
import type { SymbolLike } from './slice.ts';
import type { Subscription } from './subscription.ts';

/** Parts of a run that the benchmark uses. */
export interface BenchmarkParts {
  readonly request: Pick<BacktestRequest, 'benchmark'>;
  readonly dates: Pick<RunDates, 'localTime'>;
  readonly data: Pick<DataManager, 'declare'>;
  readonly securities: Pick<SecurityManager, 'find'>;
  readonly service: Pick<SecurityService, 'symbolOf' | 'separateSecurityOf'>;
  readonly desk: Pick<OrderDesk, 'brokerageModel'>;
}

/** The benchmark of a run: a security's price, or a function of time (LEAN's SecurityBenchmark, FuncBenchmark). */
export class Benchmark {
  private readonly parts: BenchmarkParts;
  private security: Security | undefined;
  private evaluate: BenchmarkFunction | undefined;
  private evaluated = 0;
  /** Resolution of a security that the strategy has named as such, in place of hourly bars. */
  private ownResolution: Resolution | undefined;

  constructor(parts: BenchmarkParts) {
    this.parts = parts;
  }

  /** Sets the strategy's choice. */
  choose(benchmark: SymbolLike | BenchmarkFunction): void {
    if (typeof benchmark === 'function') {
      this.evaluate = benchmark;
      return;
    }
    this.evaluate = undefined;
    this.ownResolution = benchmark instanceof Security ? resolutionOf(benchmark) : undefined;
    this.security = this.parts.service.separateSecurityOf(this.symbolOf(benchmark));
  }

  /** Applies the configured benchmark, else LEAN's default, unless the strategy has set one. */
  settle(): void {
    const { request, desk, service } = this.parts;
    if (this.security !== undefined || this.evaluate !== undefined) return;
    const wanted = request.benchmark ?? desk.brokerageModel.getBenchmark();
    if (wanted === undefined) {
      this.evaluate = () => 0;
      return;
    }
    this.security = service.separateSecurityOf(service.symbolOf(wanted.securityType, wanted.ticker, wanted.market));
  }

  /** The benchmark's internal feed, hourly or of the resolution of the security that was given, from the session before the start; undefined if it needs none. */
  subscription(): Subscription | undefined {
    const { security } = this;
    if (security === undefined) return undefined;
    const { request, data } = this.parts;
    const { symbol } = security;
    const isQuoted = symbol.securityType === SecurityType.Forex || symbol.securityType === SecurityType.Cfd;
    return data.declare(security, {
      symbol,
      resolution: this.ownResolution ?? request.benchmark?.resolution ?? Resolution.Hour,
      tickType: isQuoted ? TickType.Quote : TickType.Trade,
      fillForward: false,
      extendedMarketHours: false,
      isInternal: true,
      normalization:
        symbol.securityType === SecurityType.Equity ? DataNormalizationMode.Adjusted : DataNormalizationMode.Raw,
    });
  }

  /** The strategy's symbol with that ticker, else the US equity. */
  private symbolOf(benchmark: SymbolLike): SecuritySymbol {
    const known = this.parts.securities.find(benchmark);
    if (known !== undefined) return known.symbol;
    return typeof benchmark === 'string'
      ? this.parts.service.symbolOf(SecurityType.Equity, benchmark, 'usa')
      : (benchmark as SecuritySymbol);
  }

  /** Current value of the benchmark in account currency; 0 before its first price. */
  get number(): number {
    const { security, evaluate } = this;
    if (evaluate !== undefined) return (this.evaluated = evaluate(this.parts.dates.localTime));
    if (security === undefined || !security.hasData) return 0;
    return security.price * security.quoteCurrency.conversionRate;
  }

  /** The same as a decimal; of a function the value that it gave last, as a function may give another one at each call. */
  get exact(): Decimal {
    const { security, evaluate } = this;
    if (evaluate !== undefined) return Decimal.of(this.evaluated);
    if (security === undefined || !security.hasData) return Decimal.zero;
    return Decimal.of(security.price).mul(security.quoteCurrency.exactConversionRate);
  }
}

/** The resolution of a security's bars; undefined for one that is not subscribed to, or to ticks alone. */
function resolutionOf({ subscriptions }: Security): Resolution | undefined {
  return subscriptions.find(({ resolution, isInternal }) => resolution !== Resolution.Tick && !isInternal)?.resolution;
}
