import { EngineError } from '../model/engine-error.ts';
import type { SecuritySymbol } from '../model/security-symbol.ts';
import { SECURITY_ERRORS } from './errors.ts';
import { Security } from './security.ts';

/** Whether a value can identify a security; needed because strategies are not type-checked before they run. */
function isName(symbol: unknown): symbol is Security | SecuritySymbol | string {
  return typeof symbol === 'string' || (typeof symbol === 'object' && symbol !== null);
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

/** The securities of a run by index, symbol and ticker (LEAN's SecurityManager). */
export class SecurityManager {
  /** Every security by its index, including internal feeds; removed securities keep their index. */
  readonly byIndex: Security[] = [];
  private readonly byKey = new Map<string, Security>();
  private readonly byTicker = new Map<string, Security>();
  private readonly separate = new Map<string, Security>();
  private readonly visible = new Set<Security>();

  /** The strategy's securities in the order of their addition, without internal feeds. */
  get all(): readonly Security[] {
    return [...this.visible];
  }

  /** Number of the strategy's securities. */
  get count(): number {
    return this.visible.size;
  }

  /** Whether the strategy currently has the security. */
  has(symbol: Security | SecuritySymbol | string): boolean {
    const security = this.find(symbol);
    return security !== undefined && this.visible.has(security);
  }

  /** The security of a symbol. @throws EngineError SECURITY_UNKNOWN */
  of(symbol: Security | SecuritySymbol | string): Security {
    const security = isName(symbol) ? this.find(symbol) : undefined;
    if (security !== undefined) return security;
    const name =
      typeof symbol === 'string' ? symbol : ((symbol as SecuritySymbol | undefined)?.ticker ?? shown(symbol));
    const known = this.all.map((one) => one.symbol.ticker).join(', ') || 'none';
    throw new EngineError(
      SECURITY_ERRORS.UNKNOWN,
      `The run has no security "${name}" (it has: ${known}). Subscribe to it first, with addEquity, addForex, addCrypto, addIndex or addCfd.`,
      { data: { symbol: name } },
    );
  }

  find(symbol: Security | SecuritySymbol | string): Security | undefined {
    if (symbol instanceof Security) return symbol;
    if (typeof symbol !== 'string') return this.byKey.get(symbol.key) ?? this.separate.get(symbol.ticker);
    return (
      this.byTicker.get(symbol) ?? this.byTicker.get(symbol.toUpperCase()) ?? this.separate.get(symbol.toUpperCase())
    );
  }

  /** @internal The dense index of a symbol; -1 when the run does not know it. */
  readonly indexOf = (symbol: Security | SecuritySymbol | string): number => this.find(symbol)?.index ?? -1;

  /** @internal */
  findByKey(key: string): Security | undefined {
    return this.byKey.get(key);
  }

  /** @internal Adds a new security at its index. */
  register(security: Security): void {
    this.byIndex.push(security);
    this.byKey.set(security.symbol.key, security);
    if (!this.byTicker.has(security.symbol.ticker)) this.byTicker.set(security.symbol.ticker, security);
  }

  /** @internal Adds an internal security; it is found by ticker only if no other security has the ticker. */
  registerSeparate(security: Security): void {
    this.byIndex.push(security);
    this.separate.set(security.symbol.ticker, security);
  }

  /** @internal Shows the security to the strategy. */
  show(security: Security): void {
    this.visible.add(security);
    this.byTicker.set(security.symbol.ticker, security);
  }

  /** @internal Hides the security from the strategy; orders and holdings of it stay valid. */
  hide(security: Security): void {
    this.visible.delete(security);
  }

  [Symbol.iterator](): IterableIterator<Security> {
    return this.visible.values();
  }
}
