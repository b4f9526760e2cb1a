/**
 * The name of a contract at run time: a global symbol, so that every copy of the engine means the same by it.
 *
 * To the compiler a token looks like an abstract class of the contract, because that is how the container's own types
 * learn what may be bound to it: `bind(FeeModelFactory).toConstantValue(42)` does not compile.
 */
export type Token<Contract> = symbol & (abstract new (...parts: never[]) => Contract);

/** The token of a contract; the same name gives the same token everywhere. */
export function token<Contract>(name: string): Token<Contract> {
  return Symbol.for(`tradewright.${name}`) as unknown as Token<Contract>;
}
