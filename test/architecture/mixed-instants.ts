import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isBinaryExpression, isCallExpression, type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import { API, type Checker, type Type } from 'typescript/unstable/sync';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** The sources without specs. */
const CONFIG = 'test/architecture/tsconfig.instants.json';

const OPERATORS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.LessThanToken,
  SyntaxKind.LessThanEqualsToken,
  SyntaxKind.GreaterThanToken,
  SyntaxKind.GreaterThanEqualsToken,
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
  SyntaxKind.PlusToken,
  SyntaxKind.MinusToken,
  SyntaxKind.PlusEqualsToken,
  SyntaxKind.MinusEqualsToken,
]);
const EXTREME = /^Math\.(?:max|min)$/;
const UTC = /\bUtcInstant\b|timeScale\?: "UTC"/;
const WALL_CLOCK = /\bWallClock\b|timeScale\?: "wall clock"/;

/** An expression that computes with or compares a UTC instant and a wall-clock time. */
export interface MixedInstants {
  /** Path relative to the project. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/**
 * The expressions with both kinds of instants in the files of {@link CONFIG}. The compiler rejects the assignment of one
 * kind to the other, but operators accept both, because they are numbers. Files without "utc" in their text are skipped,
 * as the names of UTC instants contain it.
 */
export function mixedInstants(): MixedInstants[] {
  const api = new API({ cwd: PROJECT });
  try {
    const [{ program, checker }] = api.updateSnapshot({ openProjects: [`${PROJECT}${CONFIG}`] }).getProjects();
    const kindOf = kinds(checker);
    return program.getSourceFileNames().flatMap((path) => {
      const file = path.slice(PROJECT.length);
      const isOwn = path.startsWith(PROJECT) && !file.includes('node_modules');
      const source = isOwn && /utc/i.test(readFileSync(path, 'utf8')) ? program.getSourceFile(path) : undefined;
      if (source === undefined) return [];
      const operations = operationsIn(source);
      const types = checker.getTypeAtLocation(operations.flatMap(({ operands }) => operands));
      let next = 0;
      return operations.flatMap(({ node, operands }) => {
        const found = new Set(operands.map(() => kindOf(types[next++])));
        if (!found.has('UTC') || !found.has('wall clock')) return [];
        return [{ file, line: lineOf(source, node), text: node.getText(source) }];
      });
    });
  } finally {
    api.close();
  }
}

interface Operation {
  readonly node: Node;
  readonly operands: readonly Node[];
}

function operationsIn(source: SourceFile): Operation[] {
  const operations: Operation[] = [];
  const visit = (node: Node): void => {
    if (isBinaryExpression(node) && OPERATORS.has(node.operatorToken.kind))
      operations.push({ node, operands: [node.left, node.right] });
    if (isCallExpression(node) && EXTREME.test(node.expression.getText(source)))
      operations.push({ node, operands: [...node.arguments] });
    node.forEachChild(visit);
  };
  source.forEachChild(visit);
  return operations;
}

/** Determines the kind of a type by its text, once per type; a type that may be either has none. */
function kinds(checker: Checker): (type: Type | undefined) => string {
  const known = new Map<number, string>();
  return (type) => {
    if (type === undefined) return '';
    let kind = known.get(type.id);
    if (kind === undefined) {
      const text = checker.typeToString(type);
      const isUtc = UTC.test(text);
      kind = isUtc === WALL_CLOCK.test(text) ? '' : isUtc ? 'UTC' : 'wall clock';
      known.set(type.id, kind);
    }
    return kind;
  };
}

function lineOf(source: SourceFile, node: Node): number {
  return source.text.slice(0, node.getStart(source)).split('\n').length;
}
