import { EngineError } from '../model/engine-error.ts';
import { parseResolution } from '../model/resolution.ts';
import type { Resolution } from '../model/resolution.ts';
import { parseSecurityType, SecurityType } from '../model/security-type.ts';
import { HOST_ERRORS } from './errors.ts';

/** The benchmark of a run from a flag or a configuration. */
export interface BenchmarkChoice {
  readonly securityType: SecurityType;
  readonly ticker: string;
  /** Defaults to the brokerage model's market for the type. */
  readonly market: string | undefined;
  readonly resolution: Resolution | undefined;
}

/** Reads `SPY`, `index/SPX`, `index/usa/SPX` or `index/usa/SPX@daily`. @throws EngineError for any other text */
export function parseBenchmark(text: string): BenchmarkChoice {
  const [path, resolutionName, ...rest] = text.split('@');
  const parts = path.split('/');
  const ticker = parts.at(-1) ?? '';
  const securityType = parts.length === 1 ? SecurityType.Equity : parseSecurityType(parts[0]);
  const resolution = resolutionName === undefined ? undefined : parseResolution(resolutionName);
  const isResolutionWrong = resolutionName !== undefined && resolution === undefined;
  if (
    parts.length > 3 ||
    rest.length > 0 ||
    securityType === undefined ||
    isResolutionWrong ||
    !/^[\w.-]+$/.test(ticker)
  ) {
    throw new EngineError(
      HOST_ERRORS.BAD_BENCHMARK,
      `The benchmark is "${text}". Write a ticker such as SPY, or type/market/ticker such as index/usa/SPX, with @daily behind it for another resolution.`,
      { data: { benchmark: text } },
    );
  }
  return {
    securityType,
    ticker: ticker.toUpperCase(),
    market: parts.length === 3 ? parts[1].toLowerCase() : undefined,
    resolution,
  };
}
