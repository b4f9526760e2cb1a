import { EngineError } from '../model/engine-error.ts';
import { CLI_ERRORS } from './errors.ts';
import type { Output } from './output.ts';

/** Reports the error that ended a command, as text or JSON, and returns the exit code. */
export function reportFault(error: unknown, output: Output): number {
  const fault = error instanceof EngineError ? error : internalFault(error);
  output.json({ error: faultDocument(fault) });
  output.say(`${fault.code}: ${fault.message}`);
  const { stack } = fault.data;
  if (Array.isArray(stack)) for (const line of stack as readonly string[]) output.say(`    ${line}`);
  return fault.exitCode;
}

/** A fault in the JSON output. */
export function faultDocument({ code, message, exitCode, descriptor, data }: EngineError): Record<string, unknown> {
  return { code, message, exitCode, remedy: descriptor.remedy, ...(Object.keys(data).length > 0 && { data }) };
}

function internalFault(error: unknown): EngineError {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack =
    error instanceof Error
      ? (error.stack ?? '')
          .split('\n')
          .slice(1)
          .map((line) => line.trim())
      : [];
  return new EngineError(
    CLI_ERRORS.INTERNAL,
    `The engine has a fault: ${message.replace(/\.$/, '')}. Report it with these lines.`,
    { cause: error, data: { stack } },
  );
}
