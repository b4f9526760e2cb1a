import { contractOf, type Providers } from '../api/contract.ts';
import { EngineError } from '../model/engine-error.ts';
import { RUNTIME_ERRORS } from './errors.ts';

/** The providers of a run that was created without a plan. */
export const NO_PROVIDERS: Providers = { get: refuse, named: refuse, all: refuse };

function refuse(contract: symbol, ..._request: readonly unknown[]): never {
  const name = contractOf(contract) ?? String(contract);
  throw new EngineError(
    RUNTIME_ERRORS.NO_PROVIDERS,
    `The strategy asks for a provider of the contract ${name}, but this run was given none. Give \`providers\` in the request of the run.`,
    { data: { contract: name } },
  );
}
