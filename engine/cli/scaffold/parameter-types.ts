import { parameterType } from '../../host/parameter-values.ts';
import type { ParameterDeclaration } from '../../host/strategy-config.ts';

/** The file with the types of a strategy's parameters. */
export const PARAMETER_TYPES_FILE = 'parameters.ts';

const TYPES = { integer: 'number', number: 'number', string: 'string', boolean: 'boolean', list: 'readonly string[]' };

/**
 * The source of {@link PARAMETER_TYPES_FILE}: one member for each parameter of config.json; undefined if there are
 * none.
 */
export function parameterTypes(
  declarations: Readonly<Record<string, ParameterDeclaration>> | undefined,
): string | undefined {
  const entries = Object.entries(declarations ?? {});
  if (entries.length === 0) return undefined;
  return [
    '/** The parameters of config.json; `engine types` writes this file. */',
    'export interface StrategyParameters {',
    ...entries.flatMap(([name, declaration]) => [
      ...(declaration.description === undefined ? [] : [`  /** ${inComment(declaration.description)}. */`]),
      `  readonly ${nameOf(name)}: ${typeOf(declaration)};`,
    ]),
    '}\n',
  ].join('\n');
}

function typeOf(declaration: ParameterDeclaration): string {
  const type = parameterType(declaration);
  const { choices = [] } = declaration;
  if (choices.length === 0 || type === 'boolean' || type === 'list') return TYPES[type];
  return choices.map((choice) => (typeof choice === 'number' ? String(choice) : quoted(choice))).join(' | ');
}

function quoted(text: string): string {
  return `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`;
}

function nameOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

/** A description that cannot end the comment, without its full stop. */
function inComment(text: string): string {
  return text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ').replace(/\.$/, '');
}
