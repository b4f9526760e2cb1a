import { type Token, token } from './token.ts';
import type { PluginConfiguration } from './factories.ts';

/**
 * How many providers of a contract a run has: one, several that are requested by name (a format, a venue), or several
 * that are all used.
 */
export type ContractChoice = 'one' | 'named' | 'many';

/** An extension point that plugins provide, and how a run selects providers. Plugins declare their own in the manifest. */
export interface ContractDeclaration {
  /** The name in manifests, `FeeModel`; providers bind the token with this name and the suffix `Factory`. */
  readonly name: string;
  readonly description: string;
  /** The name in configurations and flags: `feeModel`. */
  readonly key: string;
  readonly choice: ContractChoice;
  /** The default provider. Without a default, the only installed provider is used. */
  readonly default?: string;
  /** The function that registers the contract's conformance tests for a provider. */
  readonly conformance?: string;
}

/** A contract that the engine declares. */
export interface BuiltInContract extends ContractDeclaration {
  /** The command-line flag that selects a provider; without one, `--provider` and `providers` in configurations do. */
  readonly flag?: string;
}

/** The plan's entry for a selected provider. */
export interface ProviderContext {
  /** The arguments after the provider's name: `acme:5,EUR` gives `5` and `EUR`. */
  readonly parts: readonly string[];
  /** The settings of the provider's plugin in tradewright.json. */
  readonly configuration: PluginConfiguration;
  /** The seed for random numbers, so that a run is reproducible. */
  readonly seed: number;
  /** The providers of the contracts that the plugin's manifest lists under `uses`. */
  readonly providers: Providers;
}

/**
 * The factory that a plugin binds for a contract that is requested through {@link Providers}. The host calls `start` before
 * it creates the first strategy of a session and `stop` after the last run, each with a time limit. `stop` closes the
 * resources that `create` opened.
 */
export interface ProviderFactory<Request, Part> {
  /** Creates a part for a request. @throws EngineError when the request or the provider's arguments are not valid */
  create(request: Request, context: ProviderContext): Part;
  start?(signal: AbortSignal): void | Promise<void>;
  stop?(): void | Promise<void>;
}

/** The request argument, absent for contracts without a request type. */
export type RequestArguments<Request> = undefined extends Request ? [request?: Request] : [request: Request];

/** The providers that the plan of a run selected. Strategies and plugins request parts by the token of a contract. */
export interface Providers {
  /**
   * The part of a contract that has a single provider in a run.
   *
   * @throws EngineError when the plan of the run selected no provider, or when the contract allows several
   */
  get<Request, Part>(
    contract: Token<ProviderFactory<Request, Part>>,
    ...request: RequestArguments<NoInfer<Request>>
  ): Part;
  /**
   * The part of the provider with this name.
   *
   * @throws EngineError that suggests the closest name when the plan of the run has no such provider
   */
  named<Request, Part>(
    contract: Token<ProviderFactory<Request, Part>>,
    name: string,
    ...request: RequestArguments<NoInfer<Request>>
  ): Part;
  /** The parts of all providers that the plan selected, in the plan's order; may be empty. */
  all<Request, Part>(
    contract: Token<ProviderFactory<Request, Part>>,
    ...request: RequestArguments<NoInfer<Request>>
  ): readonly Part[];
}

/** The token that providers of a contract bind: `FeeModel` gives the token `FeeModelFactory`. */
export function tokenOf<Factory>(contract: string): Token<Factory> {
  return token<Factory>(`${contract}Factory`);
}

const TOKEN = /^Symbol\(tradewright\.(?<contract>.*)Factory\)$/;

/** The name of the contract that a token belongs to; undefined for any other symbol. */
export function contractOf(factory: symbol): string | undefined {
  return TOKEN.exec(String(factory))?.groups?.['contract'];
}
