import type { BuiltInContract } from '../api/contract.ts';
import { BUILT_IN_CONTRACTS } from '../api/tokens.ts';
import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';
import type { Faults } from './faults.ts';
import type { DeclaredContract, Plugin } from './manifest.ts';
import { suggestion } from './nearest-name.ts';

/** A contract and its declarer: the engine or a plugin. */
export type Contract = BuiltInContract & {
  /** Undefined for contracts of the engine. */
  readonly plugin: Plugin | undefined;
  /** The plugin's file that contains the types. */
  readonly types?: string;
};

/** All contracts of a project, declared by the engine and by its plugins. */
export class Contracts {
  private readonly byName = new Map<string, Contract>();
  private readonly byKey = new Map<string, Contract>();

  /** Collects duplicate declarations as faults. */
  constructor(plugins: readonly Plugin[], faults: Faults) {
    for (const declaration of BUILT_IN_CONTRACTS) this.enter({ ...declaration, plugin: undefined });
    for (const plugin of plugins) {
      for (const declaration of plugin.manifest.contracts ?? [])
        faults.collect(() => this.enter({ ...declaration, key: contractKey(declaration), plugin }));
    }
  }

  get all(): readonly Contract[] {
    return [...this.byName.values()];
  }

  get(name: string): Contract | undefined {
    return this.byName.get(name);
  }

  /** @throws EngineError with the nearest name if the contract is not declared */
  named(name: string, who: string): Contract {
    const contract = this.byName.get(name);
    if (contract !== undefined) return contract;
    const names = [...this.byName.keys()];
    throw unknown(`${who} the contract "${name}", which nobody declares. ${suggestion(name, names, 'contracts')}`, {
      contract: name,
      contracts: names,
    });
  }

  /**
   * The contract with the given configuration key.
   * @throws EngineError with the nearest key or the contract's own setting
   */
  keyed(key: string, where: string): Contract {
    const contract = this.byKey.get(key);
    if (contract?.flag !== undefined)
      throw unknown(`${where} ${key}, which has a setting of its own. Choose it by --${contract.flag}.`, { key });
    if (contract !== undefined) return contract;
    const keys = this.all.filter(({ flag }) => flag === undefined).map((one) => one.key);
    throw unknown(`${where} ${key}, which is no contract. ${suggestion(key, keys, 'contracts')}`, { key, keys });
  }

  private enter(contract: Contract): void {
    const { name, key } = contract;
    const other = this.byName.get(name) ?? this.byKey.get(key);
    if (other !== undefined) {
      throw new EngineError(
        HOST_ERRORS.DUPLICATE_CONTRACT,
        `${declarerOf(contract)} declares the contract ${name} (${key}), but ${declarerOf(other)} has ${other.name} (${other.key}) already. Rename one of the two.`,
        { data: { contract: name, key } },
      );
    }
    this.byName.set(name, contract);
    this.byKey.set(key, contract);
  }
}

/** Names the declarer of a contract, for messages and lists. */
export function declarerOf({ plugin }: Pick<Contract, 'plugin'>): string {
  return plugin === undefined ? 'the engine' : plugin.manifest.name;
}

/** The configuration key of a contract: its own key, or its name in camelCase. */
export function contractKey({ name, key }: Pick<DeclaredContract, 'name' | 'key'>): string {
  return key ?? `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
}

function unknown(message: string, data: Record<string, unknown>): EngineError {
  return new EngineError(HOST_ERRORS.UNKNOWN_CONTRACT, message, { data });
}
