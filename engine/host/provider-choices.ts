import { EngineError } from '../model/engine-error.ts';
import type { Contract } from './contracts.ts';
import { declarerOf } from './contracts.ts';
import { HOST_ERRORS } from './errors.ts';
import type { Faults } from './faults.ts';
import type { Plugin } from './manifest.ts';
import type { Choice, ChosenProviders, PlanLine } from './plan.ts';
import type { PluginCatalog } from './plugin-catalog.ts';
import type { Setting } from './settings.ts';
import type { StrategyFolder } from './strategy-catalog.ts';

/** A requested provider and the origin of the request. */
export type ProviderWish = Pick<Setting<string>, 'value' | 'reason'> & {
  /** Whether the choice is for all runs of a project: it only applies to runs that use the contract. */
  readonly isGeneral?: boolean;
};

interface ChooserParts {
  readonly catalog: PluginCatalog;
  readonly strategy: StrategyFolder;
  readonly faults: Faults;
  /** Receives the plan line of each choice. */
  readonly lines: PlanLine[];
}

/** Resolves the providers of a run and records the reasons in the lines of its plan. */
export class ProviderChooser {
  private readonly parts: ChooserParts;

  constructor(parts: ChooserParts) {
    this.parts = parts;
  }

  /**
   * Resolves a request `name` or `name:part,part` to a provider of a contract; undefined without a request, which the
   * plan explains by `otherwise`, or for an unknown provider.
   */
  choose(contract: string, what: string, wish: ProviderWish | undefined, otherwise = ''): Choice | undefined {
    const { catalog, strategy, faults, lines } = this.parts;
    if (wish === undefined) {
      lines.push({ what, value: otherwise, reason: 'default', provider: '' });
      return undefined;
    }
    const [name, ...rest] = wish.value.split(':');
    const provider = faults.collect(() => catalog.provider(contract, name, strategy.config.provides));
    const plugin = provider?.plugin?.manifest;
    const owner = plugin === undefined ? `${strategy.shown}/module.ts` : `${plugin.name} ${plugin.version}`;
    lines.push({ what, value: wish.value, reason: wish.reason, provider: provider === undefined ? '' : owner });
    return provider && { name, parts: partsOf(rest), provider };
  }

  /**
   * The providers of contracts that are chosen by key, for contracts that are used or chosen and those that their
   * plugins use, in dependency order.
   *
   * @param uses contracts that the strategies of the run use
   * @param wishes requested providers by key
   */
  chooseUsed(uses: readonly string[], wishes: ReadonlyMap<string, readonly ProviderWish[]>): ChosenProviders[] {
    const { contracts } = this.parts.catalog;
    const chosen = new Map<string, ChosenProviders>();
    const seen = new Set<string>();
    const visit = (contract: Contract): void => {
      if (seen.has(contract.name)) return;
      seen.add(contract.name);
      const choices = this.chooseAll(contract, wishes.get(contract.key) ?? []);
      for (const { provider } of choices) visitUsesOf(provider.plugin);
      chosen.set(contract.name, { contract, choices });
    };
    const visitUse = (name: string, who: string): void => {
      const contract = this.parts.faults.collect(() => askable(contracts.named(name, who), who));
      if (contract !== undefined) visit(contract);
    };
    const visitUsesOf = (plugin: Plugin | undefined): void => {
      // the catalog has already reported undeclared contracts of manifests
      for (const name of plugin?.manifest.uses ?? [])
        if (contracts.get(name) !== undefined) visitUse(name, `The plugin ${plugin?.manifest.name} uses`);
    };
    for (const [key, [{ reason, isGeneral }]] of wishes) {
      const contract = this.parts.faults.collect(() => contracts.keyed(key, `The providers (${reason}) name`));
      if (contract !== undefined && isGeneral !== true) visit(contract);
    }
    for (const name of uses) visitUse(name, 'The strategy uses');
    return [...chosen.values()];
  }

  private chooseAll(contract: Contract, wishes: readonly ProviderWish[]): Choice[] {
    const all = wishes.length > 0 ? wishes : this.unchosen(contract);
    if (contract.choice === 'one' && all.length > 1) {
      this.parts.faults.collect(() => refuseSeveral(contract, all));
      return [];
    }
    if (all.length === 0)
      this.parts.lines.push({ what: contract.name, value: 'none', reason: 'default', provider: '' });
    return all.flatMap((wish) => this.choose(contract.name, contract.name, wish) ?? []);
  }

  /** The default provider of a contract that is used without a choice. */
  private unchosen(contract: Contract): ProviderWish[] {
    const { catalog, strategy, faults } = this.parts;
    if (contract.default !== undefined)
      return [{ value: contract.default, reason: `default of ${declarerOf(contract)}` }];
    if (contract.choice === 'many') return [];
    const names = [...new Set(catalog.providerNames(contract.name, strategy.config.provides))];
    if (names.length === 0) faults.collect(() => refuseNone(contract));
    const reason = names.length === 1 ? 'the only provider' : 'every provider';
    return names.map((value) => ({ value, reason }));
  }
}

function partsOf(rest: readonly string[]): string[] {
  if (rest.length === 0) return [];
  return rest
    .join(':')
    .split(',')
    .map((part) => part.trim());
}

/** @throws EngineError for a contract whose providers only the engine requests */
function askable(contract: Contract, who: string): Contract {
  if (contract.flag === undefined) return contract;
  throw new EngineError(
    HOST_ERRORS.UNKNOWN_CONTRACT,
    `${who} the contract ${contract.name}, for whose providers only the engine asks. Leave it out of uses.`,
    { data: { contract: contract.name } },
  );
}

function refuseNone({ name, plugin }: Contract): never {
  const declarer = declarerOf({ plugin });
  throw new EngineError(
    HOST_ERRORS.NO_PROVIDER,
    `The run uses the contract ${name} of ${declarer}, but no plugin provides it. Add a plugin that does; engine plugins lists all.`,
    { data: { contract: name } },
  );
}

function refuseSeveral({ name, key }: Contract, wishes: readonly ProviderWish[]): never {
  const names = wishes.map(({ value }) => value);
  throw new EngineError(
    HOST_ERRORS.SEVERAL_PROVIDERS,
    `A run has one provider of ${name}, but there are ${names.join(', ')} (${[...new Set(wishes.map(({ reason }) => reason))].join(', ')}). Choose one, for example by --provider ${key}=${names[0]}.`,
    { data: { contract: name, names } },
  );
}
