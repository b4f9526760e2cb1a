import type { ProviderFactory, Providers, RequestArguments } from '../api/contract.ts';
import { contractOf } from '../api/contract.ts';
import type { Token } from '../api/token.ts';
import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';
import { suggestion } from './nearest-name.ts';
import { configurationOf } from './plan.ts';
import type { Choice, ChosenProviders, Plan } from './plan.ts';
import type { Scopes } from './scopes.ts';

type ContractToken<Request, Part> = Token<ProviderFactory<Request, Part>>;

/** Forwards the requests of strategies and plugins to the provider factories that the plan chose. */
export class RunProviders implements Providers {
  private readonly plan: Pick<Plan, 'providers' | 'seed' | 'configurations'>;
  private readonly scopes: Scopes;

  constructor(plan: Pick<Plan, 'providers' | 'seed' | 'configurations'>, scopes: Scopes) {
    this.plan = plan;
    this.scopes = scopes;
  }

  get<Request, Part>(token: ContractToken<Request, Part>, ...request: RequestArguments<NoInfer<Request>>): Part {
    const { contract, choices } = this.chosen(token);
    if (contract.choice === 'one' && choices.length === 1) return this.make(token, choices[0], request);
    throw notChosen(
      `The contract ${contract.name} has several providers in a run (${choices.map(({ name }) => name).join(', ')}). Ask for providers.all(${contract.name}Factory), or for one by providers.named.`,
      { contract: contract.name },
    );
  }

  named<Request, Part>(
    token: ContractToken<Request, Part>,
    name: string,
    ...request: RequestArguments<NoInfer<Request>>
  ): Part {
    const { contract, choices } = this.chosen(token);
    const choice = choices.find((one) => one.name === name);
    if (choice !== undefined) return this.make(token, choice, request);
    const names = choices.map((one) => one.name);
    throw notChosen(
      `The run has no provider "${name}" of the contract ${contract.name}. ${suggestion(name, names, 'providers')}`,
      { contract: contract.name, name, names },
    );
  }

  all<Request, Part>(
    token: ContractToken<Request, Part>,
    ...request: RequestArguments<NoInfer<Request>>
  ): readonly Part[] {
    return this.chosen(token).choices.map((choice) => this.make(token, choice, request));
  }

  private chosen(token: symbol): ChosenProviders {
    const name = contractOf(token) ?? String(token);
    const found = this.plan.providers.find(({ contract }) => contract.name === name);
    if (found !== undefined) return found;
    const names = this.plan.providers.map(({ contract }) => contract.name);
    throw notChosen(
      `The plan of the run has no provider of the contract ${name}. Name it under "uses" in config.json, or in the manifest of the plugin that asks; ${
        names.length === 0 ? 'the plan has none' : `the plan has ${names.join(', ')}`
      }.`,
      { contract: name, contracts: names },
    );
  }

  private make<Request, Part>(
    token: ContractToken<Request, Part>,
    choice: Choice,
    request: RequestArguments<Request>,
  ): Part {
    const configuration = configurationOf(this.plan, choice);
    const context = { parts: choice.parts, configuration, seed: this.plan.seed, providers: this };
    return this.scopes.factory(token, choice).create(request[0] as Request, context);
  }
}

function notChosen(message: string, data: Record<string, unknown>): EngineError {
  return new EngineError(HOST_ERRORS.NOT_CHOSEN, message, { data });
}
