import { readFileSync } from 'node:fs';
import { EngineError } from '../model/engine-error.ts';
import { CLI_ERRORS } from './errors.ts';

/** The fault for a failed import of an optional package of the engine. */
export function missingPackage(
  error: unknown,
  manifest: URL = new URL('../../package.json', import.meta.url),
): EngineError | undefined {
  if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') return undefined;
  const name = /^Cannot find package '([^']+)'/.exec(error.message)?.[1];
  const { peerDependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    peerDependencies?: Readonly<Record<string, string>>;
  };
  if (name === undefined || !Object.hasOwn(peerDependencies, name)) return undefined;
  return new EngineError(
    CLI_ERRORS.PACKAGE_MISSING,
    `This command needs the package ${name}, which is not installed. Run: npm install ${name}@${peerDependencies[name]}`,
    { data: { package: name }, cause: error },
  );
}
