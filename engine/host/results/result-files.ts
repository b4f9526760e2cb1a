import type { ResultFile, ResultHandler, RunRecord } from '../../api/result-handler.ts';
import { ResultHandlerFactory } from '../../api/tokens.ts';
import { EngineError } from '../../model/engine-error.ts';
import { HOST_ERRORS } from '../errors.ts';
import { configurationOf } from '../plan.ts';
import type { Plan } from '../plan.ts';
import type { Scopes } from '../scopes.ts';
import type { DataSession } from '../session/data-session.ts';

/** The files of all result writers of a plan for a run. */
export async function resultFiles(
  plan: Plan,
  record: RunRecord,
  { scopes, session }: { readonly scopes: Scopes; readonly session: DataSession },
): Promise<ResultFile[]> {
  const handlers: { name: string; handler: ResultHandler }[] = [];
  for (const choice of plan.results) {
    const handler = scopes.factory(ResultHandlerFactory, choice).create(configurationOf(plan, choice));
    await session.lifecycles.start(`result ${choice.name}`, handler, session.signal);
    handlers.push({ name: choice.name, handler });
  }
  const made = await Promise.all(
    handlers.map(async ({ name, handler }) => ({ writer: name, files: await handler.files(record) })),
  );
  refuseSameFile(made);
  return made.flatMap(({ files }) => files);
}

/** @throws EngineError if two writers create a file of the same name, as one would be lost */
function refuseSameFile(made: readonly { writer: string; files: readonly ResultFile[] }[]): void {
  const writers = new Map<string, string>();
  for (const { writer, files } of made) {
    for (const { name } of files) {
      const other = writers.get(name);
      if (other !== undefined) throw sameFile(name, other, writer);
      writers.set(name, writer);
    }
  }
}

function sameFile(file: string, one: string, other: string): EngineError {
  return new EngineError(
    HOST_ERRORS.SAME_RESULT_FILE,
    `The result writers ${one} and ${other} both make ${file}. Leave one of them out, for example by --results no-${other}.`,
    { data: { file, writers: [one, other] } },
  );
}
