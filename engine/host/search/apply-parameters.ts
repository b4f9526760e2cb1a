import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../results/durable-file.ts';
import type { StrategyFolder } from '../strategy-catalog.ts';
import type { ParameterValues } from './trial.ts';

interface ConfigDocument {
  parameters?: Record<string, { default: unknown }>;
}

/**
 * Writes values as the defaults of parameters in a strategy's config.json, without touching anything else of the file.
 * @returns the names whose defaults changed
 */
export function applyParameters({ folder }: Pick<StrategyFolder, 'folder'>, values: ParameterValues): string[] {
  const path = join(folder, 'config.json');
  const text = readFileSync(path, 'utf8');
  const { text: changed, names } = withDefaults(text, values);
  if (names.length > 0) replaceFile(path, changed);
  return names;
}

/** The text of a config.json with other defaults; formatted anew only if its own format cannot be kept. */
export function withDefaults(
  text: string,
  values: ParameterValues,
): { readonly text: string; readonly names: string[] } {
  const document = JSON.parse(text) as ConfigDocument;
  const names: string[] = [];
  let kept = text;
  for (const [name, value] of Object.entries(values)) {
    const declaration = document.parameters?.[name];
    if (declaration === undefined || JSON.stringify(declaration.default) === JSON.stringify(value)) continue;
    declaration.default = value;
    names.push(name);
    kept = replacedDefault(kept, name, JSON.stringify(value));
  }
  const isKept = JSON.stringify(parsed(kept)) === JSON.stringify(document);
  return { text: isKept ? kept : `${JSON.stringify(document, undefined, 2)}\n`, names };
}

/** Replaces the default in `"name": { … "default": value … }`; a declaration holds no other object. */
function replacedDefault(text: string, name: string, value: string): string {
  const key = JSON.stringify(name).replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  const anyValue = String.raw`(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^\s,}\]]+)`;
  const pattern = new RegExp(String.raw`(${key}\s*:\s*\{[^{}]*?"default"\s*:\s*)${anyValue}`);
  return text.replace(pattern, (_found, before: string) => before + value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
