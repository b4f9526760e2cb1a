import { Node, Project, SyntaxKind } from 'ts-morph';
import type { CallExpression, SourceFile } from 'ts-morph';
import { requireSyntax } from './rename-code.ts';

const ROOT = '/strategy/';
const UNITS = new Set(['days', 'hours', 'minutes', 'seconds']);
/** Functions of earlier versions that returned the name of a value; values are now their own names. */
const NAME_FUNCTIONS = new Set(['resolutionName', 'securityTypeName', 'movingAverageTypeName']);
/** Former numbers of the status of an order. */
const STATUSES: Readonly<Record<string, string>> = {
  '0': 'New',
  '1': 'Submitted',
  '2': 'PartiallyFilled',
  '3': 'Filled',
  '5': 'Canceled',
  '6': 'None',
  '7': 'Invalid',
  '8': 'CancelPending',
  '9': 'UpdateSubmitted',
};

/** Sources that use the current API. */
export interface MigratedCode {
  /** Texts by path, including unchanged ones. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Rewrites the sources of a strategy of the previous API: durations as numbers, history methods, lists of tickets for
 * one symbol, names of enumerations. Idempotent: a second pass changes nothing.
 *
 * @param sources texts by path, with forward slashes
 * @param shown name of the folder in messages
 * @throws EngineError for a source that does not parse
 */
export function migrateCode(sources: ReadonlyMap<string, string>, shown: string): MigratedCode {
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { allowJs: true, allowImportingTsExtensions: true, noLib: true, noEmit: true, types: [] },
  });
  for (const [path, text] of sources) project.createSourceFile(`${ROOT}${path}`, text);
  requireSyntax(project, shown);
  const files = new Map<string, string>();
  for (const path of sources.keys()) {
    const file = project.getSourceFileOrThrow(`${ROOT}${path}`);
    // every step changes one place and searches again, because nodes are invalid after a change around them
    while (STEPS.some((step) => step(file)));
    files.set(path, file.getFullText());
  }
  return { files };
}

/** Each step changes at most one place and returns whether it did. */
const STEPS: readonly ((file: SourceFile) => boolean)[] = [
  dropNameFunctions,
  renameHistory,
  nameDurations,
  takeOneTicket,
  nameStatuses,
];

/** A config.json with the current key `baseline`; text that is not a JSON object is unchanged. */
export function migrateConfig(text: string): string {
  const keys = keysOf(text);
  if (!keys.includes('yardstick') || keys.includes('baseline')) return text;
  // the name may also occur elsewhere, such as a parameter: the right occurrence is the one that changes the top-level
  // key
  for (const { index } of text.matchAll(/"yardstick"(?=\s*:)/g)) {
    const renamed = `${text.slice(0, index)}"baseline"${text.slice(index + '"yardstick"'.length)}`;
    if (keysOf(renamed).includes('baseline')) return renamed;
  }
  return text;
}

function keysOf(json: string): string[] {
  try {
    return Object.keys(Object(JSON.parse(json)) as object);
  } catch {
    return [];
  }
}

function callsOf(file: SourceFile, verbs: ReadonlySet<string>): CallExpression[] {
  return file.getDescendantsOfKind(SyntaxKind.CallExpression).filter((call) => {
    const callee = call.getExpression();
    return Node.isPropertyAccessExpression(callee) && verbs.has(callee.getName()) && isStrategy(callee.getExpression());
  });
}

/** `this` of a class, or a variable named after its content, as in the tests of a strategy. */
function isStrategy(node: Node): boolean {
  return node.getKind() === SyntaxKind.ThisKeyword || /^(?:algorithm|strategy)$/.test(node.getText());
}

function dropNameFunctions(file: SourceFile): boolean {
  for (const declaration of file.getImportDeclarations()) {
    if (declaration.getModuleSpecifierValue() !== 'tradewright') continue;
    const named = declaration.getNamedImports().find((one) => NAME_FUNCTIONS.has(one.getName()));
    if (named === undefined) continue;
    const called = named.getAliasNode()?.getText() ?? named.getName();
    const call = file
      .getDescendantsOfKind(SyntaxKind.CallExpression)
      .find((one) => one.getExpression().getText() === called && one.getArguments().length === 1);
    if (call !== undefined) call.replaceWithText(call.getArguments()[0].getText());
    else if (declaration.getNamedImports().length === 1) declaration.remove();
    else named.remove();
    return true;
  }
  return false;
}

function renameHistory(file: SourceFile): boolean {
  for (const [verb, type] of [
    ['historyQuoteBars', 'quote'],
    ['historyTicks', 'tick'],
  ]) {
    const [call] = callsOf(file, new Set([verb]));
    if (call === undefined) continue;
    const [, request] = call.getArguments();
    if (request !== undefined && Node.isObjectLiteralExpression(request))
      request.replaceWithText(`{ type: '${type}', ${request.getText().slice(1).trimStart()}`);
    else if (request !== undefined) request.replaceWithText(`{ ...${request.getText()}, type: '${type}' }`);
    call.getExpressionIfKindOrThrow(SyntaxKind.PropertyAccessExpression).getNameNode().replaceWithText('history');
    return true;
  }
  return false;
}

function nameDurations(file: SourceFile): boolean {
  for (const call of callsOf(file, new Set(['consolidate', 'consolidateQuotes'])))
    if (nameDuration(call.getArguments()[1])) return true;
  for (const call of file.getDescendantsOfKind(SyntaxKind.CallExpression)) {
    if (!/\btimeRules\.every$/.test(call.getExpression().getText())) continue;
    if (nameDuration(call.getArguments()[0])) return true;
  }
  return nameIndicatorPeriods(file);
}

/** `indicators.sma(spy, 20, { period: 5 * MINUTE })`: bar length as a number. */
function nameIndicatorPeriods(file: SourceFile): boolean {
  for (const call of file.getDescendantsOfKind(SyntaxKind.CallExpression)) {
    if (!/\bindicators\.\w+$/.test(call.getExpression().getText())) continue;
    const options = call.getArguments().at(-1);
    const period = Node.isObjectLiteralExpression(options) ? options.getProperty('period') : undefined;
    if (Node.isPropertyAssignment(period) && nameDuration(period.getInitializer())) return true;
  }
  return false;
}

/** Replaces a number of milliseconds by a duration; other expressions are unchanged. */
function nameDuration(node: Node | undefined): boolean {
  if (node === undefined || !isNumber(node)) return false;
  if (Node.isCallExpression(node) && UNITS.has(node.getExpression().getText()) && node.getArguments().length === 1)
    node.replaceWithText(`{ ${node.getExpression().getText()}: ${node.getArguments()[0].getText()} }`);
  else node.replaceWithText(`{ milliseconds: ${node.getText()} }`);
  return true;
}

function isNumber(node: Node): boolean {
  if (Node.isNumericLiteral(node) || Node.isBinaryExpression(node)) return true;
  if (Node.isParenthesizedExpression(node)) return isNumber(node.getExpression());
  if (Node.isCallExpression(node))
    return UNITS.has(node.getExpression().getText()) || node.getExpression().getText() === 'resolutionPeriod';
  return node.getType().isNumber() || node.getType().isNumberLiteral();
}

/** A list of tickets for one symbol is now a single ticket. */
function takeOneTicket(file: SourceFile): boolean {
  for (const call of callsOf(file, new Set(['setHoldings', 'liquidate']))) {
    if (!isForOne(call)) continue;
    const parent = call.getParent();
    if (Node.isElementAccessExpression(parent) && parent.getArgumentExpression()?.getText() === '0') {
      parent.replaceWithText(call.getText());
      return true;
    }
    if (takeFromPattern(call)) return true;
    if (isUsedAsList(parent)) {
      call.replaceWithText(`[${call.getText()}].filter((ticket) => ticket !== undefined)`);
      return true;
    }
  }
  return false;
}

function isForOne(call: CallExpression): boolean {
  const callee = call.getExpressionIfKindOrThrow(SyntaxKind.PropertyAccessExpression);
  const [first, second] = call.getArguments();
  if (first === undefined || isListExpression(first)) return false;
  return callee.getName() === 'liquidate'
    ? first.getText() !== 'undefined'
    : second !== undefined && !Node.isObjectLiteralExpression(second);
}

function isListExpression(node: Node): boolean {
  if (Node.isArrayLiteralExpression(node) || node.getType().isArray()) return true;
  return (
    Node.isCallExpression(node) && /\.(?:map|filter|flatMap|slice|keys|values)$/.test(node.getExpression().getText())
  );
}

/** `[leg.entry] = …` and `const [ticket] = …` lose their brackets. */
function takeFromPattern(call: CallExpression): boolean {
  const parent = call.getParent();
  if (Node.isBinaryExpression(parent) && parent.getOperatorToken().getText() === '=') {
    const left = parent.getLeft();
    if (!Node.isArrayLiteralExpression(left) || left.getElements().length !== 1) return false;
    left.replaceWithText(left.getElements()[0].getText());
    return true;
  }
  if (!Node.isVariableDeclaration(parent)) return false;
  const name = parent.getNameNode();
  if (!Node.isArrayBindingPattern(name) || name.getElements().length !== 1) return false;
  name.replaceWithText(name.getElements()[0].getText());
  return true;
}

function isUsedAsList(parent: Node | undefined): boolean {
  if (parent === undefined) return false;
  if (Node.isSpreadElement(parent) || Node.isForOfStatement(parent)) return true;
  return (
    Node.isPropertyAccessExpression(parent) &&
    /^(?:length|map|filter|forEach|some|every|find|at|flatMap|reduce)$/.test(parent.getName())
  );
}

/** `event.status === 3` is `event.status === 'Filled'` now. */
function nameStatuses(file: SourceFile): boolean {
  for (const node of file.getDescendantsOfKind(SyntaxKind.BinaryExpression)) {
    if (!/^[!=]==?$/.test(node.getOperatorToken().getText())) continue;
    for (const [one, other] of [
      [node.getLeft(), node.getRight()],
      [node.getRight(), node.getLeft()],
    ]) {
      const name = Node.isNumericLiteral(other) ? STATUSES[other.getText()] : undefined;
      if (name === undefined || !/(?:^|\.)status$/.test(one.getText())) continue;
      other.replaceWithText(`'${name}'`);
      return true;
    }
  }
  return false;
}

/** The lines that differ between two texts, in the form of a patch. */
export function changedLines(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const lines: string[] = [];
  const changes = commonLines(old, now);
  let [i, j] = [0, 0];
  for (const [left, right] of [...changes, [old.length, now.length] as const]) {
    while (i < left) lines.push(`- ${i + 1}: ${old[i++]}`);
    while (j < right) lines.push(`+ ${j + 1}: ${now[j++]}`);
    i++;
    j++;
  }
  return lines;
}

/** Pairs of indices of a longest common subsequence. */
function commonLines(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      lengths[i][j] = old[i] === now[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < old.length && j < now.length;)
    if (old[i] === now[j]) pairs.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  return pairs;
}
