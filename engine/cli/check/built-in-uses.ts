import { ts } from 'ts-morph';
import type { Scopes } from './scopes.ts';

/** A use of what the language itself brings that a strategy should not make. */
export interface BuiltInUse {
  readonly kind: 'change' | 'escape' | 'locale' | 'process';
  /** What is used or changed, as in the source. */
  readonly use: string;
}

/** Objects of the language that all code of a process shares. */
const BUILT_INS = new Set(
  'Object Function Array Number Boolean String Symbol BigInt Date Promise RegExp Reflect JSON Math Intl Temporal Map Set WeakMap Error ArrayBuffer DataView Iterator Float64Array Float32Array Int32Array Uint32Array Int16Array Uint16Array Int8Array Uint8Array'.split(
    ' ',
  ),
);

/** Functions that change the object that they are given first. */
const CHANGERS: Readonly<Record<string, ReadonlySet<string>>> = {
  Object: new Set(['assign', 'defineProperty', 'defineProperties', 'setPrototypeOf', 'freeze', 'seal']),
  Reflect: new Set(['set', 'defineProperty', 'deleteProperty', 'setPrototypeOf']),
};

/** Methods of numbers, dates and texts whose answers depend on the machine: its language, or its time zone. */
const OF_THE_MACHINE =
  /^(?:toLocale[A-Z]\w*|localeCompare|[gs]et(?:Hours|Day|Date|Month|FullYear)|getTimezoneOffset|to(?:Date|Time)String)$/;

/** What a node uses or changes, by itself and not by its name's scope. */
export function builtInUse(node: ts.Node, scopes: Scopes): BuiltInUse | undefined {
  return changeOf(node, scopes) ?? escapeOf(node) ?? machineUse(node, scopes);
}

function changeOf(node: ts.Node, scopes: Scopes): BuiltInUse | undefined {
  const target = changedBy(node, scopes);
  if (target === undefined) return undefined;
  const root = rootOf(target);
  if (root === undefined || !BUILT_INS.has(root.text) || scopes.declares(root)) return undefined;
  return { kind: 'change', use: target.getText() };
}

/** The object or member that a node assigns to, deletes, or gives to a function that changes it. */
function changedBy(node: ts.Node, scopes: Scopes): ts.Expression | undefined {
  if (ts.isDeleteExpression(node)) return node.expression;
  if (ts.isBinaryExpression(node)) return isAssignment(node.operatorToken.kind) ? node.left : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  const called = unwrapped(node.expression);
  const owner = ts.isPropertyAccessExpression(called) || ts.isElementAccessExpression(called) ? called : undefined;
  const name = owner && memberName(owner);
  const holder = owner && unwrapped(owner.expression);
  if (name === undefined || holder === undefined || !ts.isIdentifier(holder) || scopes.declares(holder))
    return undefined;
  return Object.hasOwn(CHANGERS, holder.text) && CHANGERS[holder.text].has(name) ? node.arguments[0] : undefined;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** The constructor of a function makes code of a text, which no rule sees. */
function escapeOf(node: ts.Node): BuiltInUse | undefined {
  const use = { kind: 'escape', use: 'the constructor of a function' } as const;
  if (ts.isCallExpression(node) && isConstructor(node.expression)) return use;
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  return isConstructor(node) && isConstructor(node.expression) ? use : undefined;
}

function isConstructor(node: ts.Expression): boolean {
  const access = unwrapped(node);
  const isAccess = ts.isPropertyAccessExpression(access) || ts.isElementAccessExpression(access);
  return isAccess && memberName(access) === 'constructor';
}

function machineUse(node: ts.Node, scopes: Scopes): BuiltInUse | undefined {
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
    return { kind: 'process', use: 'import.meta' };
  if (ts.isNewExpression(node)) {
    const isDate = ts.isIdentifier(node.expression) && node.expression.text === 'Date';
    const isLocal = isDate && (node.arguments?.length ?? 0) > 1 && !scopes.declares(node.expression);
    return isLocal ? { kind: 'locale', use: 'new Date(year, month)' } : undefined;
  }
  const name = readMember(node);
  return name !== undefined && OF_THE_MACHINE.test(name) ? { kind: 'locale', use: name } : undefined;
}

/** The member that a node reads of another object than `this`, also by taking the object apart. */
function readMember(node: ts.Node): string | undefined {
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const name = node.propertyName ?? node.name;
    return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
  }
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  return node.expression.kind === ts.SyntaxKind.ThisKeyword ? undefined : memberName(node);
}

function memberName(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
}

/** `Array` of `Array.prototype.map`. */
function rootOf(node: ts.Expression): ts.Identifier | undefined {
  const inner = unwrapped(node);
  if (ts.isIdentifier(inner)) return inner;
  const isAccess = ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner);
  return isAccess ? rootOf(inner.expression) : undefined;
}

/** Without parentheses and claims about types. */
function unwrapped(node: ts.Expression): ts.Expression {
  const isWrapping =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node);
  return isWrapping ? unwrapped(node.expression) : node;
}
