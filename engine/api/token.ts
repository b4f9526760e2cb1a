/**
 * The identifier of a contract at run time: a global symbol, so that all copies of the engine share it.
 *
 * For the compiler a token is an abstract class of the contract, because the container's types infer from it what may be
 * bound: `bind(FeeModelFactory).toConstantValue(42)` does not compile.
 */
export type Token<Contract> = symbol & (abstract new (...parts: never[]) => Contract);

/** Creates the token of a contract; equal names give equal tokens. */
export function token<Contract>(name: string): Token<Contract> {
  return Symbol.for(`tradewright.${name}`) as unknown as Token<Contract>;
}
