import { type Token, token } from './token.ts';
import type { PluginConfiguration } from './factories.ts';

/**
 * How many providers of a contract a run has: one, several that are asked for by name (a format, a venue), or several that
 * are all used.
 */
export type ContractChoice = 'one' | 'named' | 'many';

/** An extension point: what plugins may provide, and how a run chooses among them. Plugins declare theirs in the manifest. */
export interface ContractDeclaration {
  /** The name in manifests, `FeeModel`; providers bind the token of this name with `Factory` behind it. */
  readonly name: string;
  readonly description: string;
  /** What configurations and flags call it: `feeModel`. */
  readonly key: string;
  readonly choice: ContractChoice;
  /** The provider of a run that needs one and names none. Without it the only provider there is will do. */
  readonly default?: string;
  /** The function that holds providers to the contract in their tests. */
  readonly conformance?: string;
}

/** A contract that the engine itself declares. */
export interface BuiltInContract extends ContractDeclaration {
  /** The flag of its own that chooses a provider; without it `--provider` does, and `providers` in configurations. */
  readonly flag?: string;
}

/** What the plan knows about a provider that it chose. */
export interface ProviderContext {
  /** What stood behind the provider's name: `acme:5,EUR` gives `5` and `EUR`. */
  readonly parts: readonly string[];
  /** The settings of its plugin in tradewright.json. */
  readonly configuration: PluginConfiguration;
  /** Where it draws random numbers, it begins from here, so that the same run gives the same answer. */
  readonly seed: number;
  /** The providers of the contracts that its manifest says it uses. */
  readonly providers: Providers;
}

/**
 * What a plugin binds for a contract that is asked for through {@link Providers}. `start` is called
 * before the first strategy of a session is made, `stop` after the end of its last run, each with a time limit; `stop` closes
 * what `create` opened.
 */
export interface ProviderFactory<Request, Part> {
  /** Makes what was asked for. @throws EngineError when the request or the parts cannot be served */
  create(request: Request, context: ProviderContext): Part;
  start?(signal: AbortSignal): void | Promise<void>;
  stop?(): void | Promise<void>;
}

/** A request is left out where the contract has none. */
export type RequestArguments<Request> = undefined extends Request ? [request?: Request] : [request: Request];

/** The providers that the plan of a run chose; which strategies and plugins ask by the token of a contract. */
export interface Providers {
  /**
   * The part of a contract of which a run has one provider.
   *
   * @throws EngineError when the plan of the run chose none, or the contract is one of several providers
   */
  get<Request, Part>(
    contract: Token<ProviderFactory<Request, Part>>,
    ...request: RequestArguments<NoInfer<Request>>
  ): Part;
  /**
   * The part of the provider of this name.
   *
   * @throws EngineError with the nearest name when the plan of the run has no such provider
   */
  named<Request, Part>(
    contract: Token<ProviderFactory<Request, Part>>,
    name: string,
    ...request: RequestArguments<NoInfer<Request>>
  ): Part;
  /** The parts of all providers that the plan chose, in its order; empty when there are none. */
  all<Request, Part>(
    contract: Token<ProviderFactory<Request, Part>>,
    ...request: RequestArguments<NoInfer<Request>>
  ): readonly Part[];
}

/** The token that providers of a contract bind: `FeeModel` gives that of `FeeModelFactory`. */
export function tokenOf<Factory>(contract: string): Token<Factory> {
  return token<Factory>(`${contract}Factory`);
}

const TOKEN = /^Symbol\(tradewright\.(?<contract>.*)Factory\)$/;

/** The contract whose providers bind a token; undefined for any other symbol. */
export function contractOf(factory: symbol): string | undefined {
  return TOKEN.exec(String(factory))?.groups?.['contract'];
}
