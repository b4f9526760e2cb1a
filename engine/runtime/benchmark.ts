import { Decimal } from '../model/decimal.ts';
import { DataNormalizationMode, TickType } from '../model/data-kinds.ts';
import { Resolution } from '../model/resolution.ts';
import { SecurityType } from '../model/security-type.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import type { Security } from '../securities/security.ts';
import type { BenchmarkFunction } from './algorithm-host.ts';
import type { Run } from './run.ts';
import type { SymbolLike } from './slice.ts';
import type { Subscription } from './subscription.ts';

/** The yardstick of a run: a security's price, or a function of time (LEAN's SecurityBenchmark, FuncBenchmark). */
export class Benchmark {
  private readonly run: Run;
  private security: Security | undefined;
  private evaluate: BenchmarkFunction | undefined;

  constructor(run: Run) {
    this.run = run;
  }

  /** What the strategy wishes. */
  choose(benchmark: SymbolLike | BenchmarkFunction): void {
    if (typeof benchmark === 'function') {
      this.evaluate = benchmark;
      return;
    }
    this.evaluate = undefined;
    this.security = this.run.service.separateSecurityOf(this.symbolOf(benchmark));
  }

  /** The configuration's yardstick, else LEAN's rule, where the strategy named none. */
  settle(): void {
    const { run } = this;
    if (this.security !== undefined || this.evaluate !== undefined) return;
    const wanted = run.request.benchmark ?? run.desk.brokerageModel.getBenchmark();
    if (wanted === undefined) {
      this.evaluate = () => 0;
      return;
    }
    this.security = run.service.separateSecurityOf(
      run.service.symbolOf(wanted.securityType as SecurityType, wanted.ticker, wanted.market),
    );
  }

  /** The internal feed of the yardstick by hours, from the session before the start; undefined when there is none to feed. */
  subscription(): Subscription | undefined {
    const { run, security } = this;
    if (security === undefined) return undefined;
    const { symbol } = security;
    const isQuoted = symbol.securityType === SecurityType.Forex || symbol.securityType === SecurityType.Cfd;
    return run.data.declare(security, {
      symbol,
      resolution:
        run.request.benchmark?.resolution === undefined
          ? Resolution.Hour
          : (run.request.benchmark.resolution as Resolution),
      tickType: isQuoted ? TickType.Quote : TickType.Trade,
      fillForward: false,
      extendedMarketHours: false,
      isInternal: true,
      normalization:
        symbol.securityType === SecurityType.Equity ? DataNormalizationMode.Adjusted : DataNormalizationMode.Raw,
    });
  }

  /** The strategy's own symbol of that name, else a US stock of it. */
  private symbolOf(benchmark: SymbolLike): SecuritySymbol {
    const known = this.run.securities.find(benchmark);
    if (known !== undefined) return known.symbol;
    return typeof benchmark === 'string'
      ? this.run.service.symbolOf(SecurityType.Equity, benchmark, 'usa')
      : (benchmark as SecuritySymbol);
  }

  /** The yardstick's value now, in account currency; 0 before its first price. */
  value(): Decimal {
    const { security, evaluate, run } = this;
    if (evaluate !== undefined) return Decimal.of(evaluate(run.localTime));
    if (security === undefined || !security.hasData) return Decimal.zero;
    return Decimal.of(security.price).mul(security.quoteCurrency.exactConversionRate);
  }
}
