import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Project } from '../../host/project.ts';
import { LEDGER_FILE } from '../../host/search/ledger-file.ts';
import { findStrategy } from '../../host/strategy-catalog.ts';
import type { StrategyFolder } from '../../host/strategy-catalog.ts';
import { EngineError } from '../../model/engine-error.ts';
import { SCAFFOLD_ERRORS } from './errors.ts';
import { writeNewFolder } from './new-folder.ts';
import type { NewFile } from './new-folder.ts';
import { PARAMETER_TYPES_FILE, parameterTypes } from './parameter-types.ts';
import { linesWith, renameText } from './rename-text.ts';
import { Renaming } from './renaming.ts';
import { strategyFiles } from './strategy-files.ts';
import { isWithin, targetOf } from './target.ts';
import type { Target } from './target.ts';
import { TYPE_CONFIG_FILE, typeConfig } from './type-config.ts';

/** The outcome of a copy. */
export interface StrategyCopy {
  readonly source: StrategyFolder;
  readonly target: Target;
  /** Paths relative to the new folder, sorted. */
  readonly files: readonly string[];
  /** Renamed string literals (`strategy.ts:12`); a literal that is an order tag changes the order list hash. */
  readonly runningTexts: readonly string[];
  /** Places where an old one-word name was not renamed because it may be an ordinary word (`README.md:3`). */
  readonly leftWords: readonly string[];
}

const CODE = /\.[cm]?[jt]s$/;
const DOCUMENTS = new Set(['.html', '.json', '.md', '.sh', '.toml', '.txt', '.yaml', '.yml']);

/**
 * Copies a strategy and renames it throughout, without state and results of runs.
 *
 * @throws EngineError for a strategy that is missing or does not parse, an invalid name, and an existing target
 */
export async function copyStrategy(project: Project, from: string, to: string): Promise<StrategyCopy> {
  const source = findStrategy(project, from);
  const target = targetOf(project, to, { parent: 'strategies' });
  requireOutside(source, target);
  const found = strategyFiles(source.folder).filter(
    ({ path }) => path !== TYPE_CONFIG_FILE || !isOurs(source, project),
  );
  const renaming = new Renaming(source.name, target.name);
  const code = await renamedCode(found, renaming, source.shown);
  const parameters = new Set(Object.keys(source.config.parameters ?? {}));
  const files = found.map(({ path, content, mode }): NewFile => {
    const renamedPath = renaming.isDistinct ? renaming.text(path) : path;
    if (!(content instanceof Uint8Array)) return { path: renamedPath, content };
    if (CODE.test(path)) return { path: renamedPath, content: code.files.get(path) ?? content, mode };
    if (!DOCUMENTS.has(extname(path))) return { path: renamedPath, content, mode };
    const text = renameText(textOf(content), renaming, parameters);
    return { path: renamedPath, content: path === 'config.json' ? withData(text, source, target) : text, mode };
  });
  const config = typeConfig(target.folder, project.packageFolder);
  if (config !== undefined && !files.some(({ path }) => path === config.path)) files.push(config);
  const types = parameterTypes(source.config.parameters);
  if (types !== undefined && !files.some(({ path }) => path === PARAMETER_TYPES_FILE))
    files.push({ path: PARAMETER_TYPES_FILE, content: types });
  const ledger = await ledgerOf(source);
  if (ledger !== undefined) files.push({ path: LEDGER_FILE, content: ledger });
  writeNewFolder(target, files);
  return {
    source,
    target,
    files: files.map(({ path }) => path).toSorted(),
    runningTexts: code.runningTexts,
    leftWords: files.flatMap((file) => wordsLeft(file, renaming)),
  };
}

/** The trials of the source, which those of the copy add to: it has been searched as often as its ancestors. */
async function ledgerOf({ folder }: StrategyFolder): Promise<Uint8Array | undefined> {
  if (!existsSync(join(folder, LEDGER_FILE))) return undefined;
  const { TrialLedger } = await import('../../host/search/trial-ledger.ts');
  const temporary = mkdtempSync(join(tmpdir(), 'tradewright-'));
  try {
    using ledger = new TrialLedger(TrialLedger.pathOf(folder));
    ledger.copyTo(join(temporary, LEDGER_FILE));
    return readFileSync(join(temporary, LEDGER_FILE));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function requireOutside(source: StrategyFolder, target: Target): void {
  if (!isWithin(source.folder, target.folder) && !isWithin(realpathSync(source.folder), target.folder)) return;
  throw new EngineError(
    SCAFFOLD_ERRORS.TARGET_INSIDE_SOURCE,
    `${target.shown} is inside ${source.shown}, of which it would be a copy. Choose a folder outside it.`,
    { data: { source: source.shown, target: target.shown } },
  );
}

/** Whether this is the tsconfig.json that these commands write: a copy needs one for its own location. */
function isOurs({ folder }: StrategyFolder, { packageFolder }: Project): boolean {
  const file = join(folder, TYPE_CONFIG_FILE);
  return existsSync(file) && readFileSync(file, 'utf8') === typeConfig(folder, packageFolder)?.content;
}

async function renamedCode(
  files: readonly NewFile[],
  renaming: Renaming,
  shown: string,
): Promise<{ files: ReadonlyMap<string, string>; runningTexts: readonly string[] }> {
  // Its parser is large, and no other command needs it.
  const { renameCode } = await import('./rename-code.ts');
  const sources = files.flatMap(({ path, content }) =>
    CODE.test(path) && content instanceof Uint8Array ? [[path, textOf(content)] as const] : [],
  );
  return renameCode(new Map(sources), renaming, shown);
}

/** The configuration with the path of a data folder outside the strategy adapted to the new location. */
function withData(text: string, { folder, config }: StrategyFolder, target: Target): string {
  const { data } = config;
  if (data === undefined || isAbsolute(data)) return text;
  const whole = resolve(folder, data);
  if (!existsSync(whole) || isWithin(folder, whole)) return text;
  const path = relative(target.folder, whole).split(sep).join('/');
  return text.replace(/("data"\s*:\s*)"(?:[^"\\]|\\.)*"/, (_found, key: string) => `${key}${JSON.stringify(path)}`);
}

function wordsLeft({ path, content }: NewFile, { from, isDistinct, isIdle }: Renaming): string[] {
  if (isDistinct || isIdle || typeof content !== 'string') return [];
  return linesWith(content, from).map((line) => `${path}:${line}`);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
