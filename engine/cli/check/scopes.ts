import { ts } from 'ts-morph';

/**
 * The names that the scopes of a source declare, to distinguish identifiers from globals of the same name. A
 * declaration applies only in its scope, and an ambient declaration (`declare const process: …`) refers to the global.
 */
export class Scopes {
  private readonly names = new Map<ts.Node, Set<string>>();

  constructor(source: ts.SourceFile) {
    const visit = (node: ts.Node): void => {
      if (isAmbient(node)) return;
      this.note(node);
      node.forEachChild(visit);
    };
    visit(source);
  }

  /** Whether the name of an identifier is declared in an enclosing scope. */
  declares(identifier: ts.Identifier): boolean {
    for (let scope: ts.Node | undefined = identifier; scope !== undefined; scope = scope.parent)
      if (this.names.get(scope)?.has(identifier.text) === true) return true;
    return false;
  }

  private note(node: ts.Node): void {
    const name = declaredName(node);
    if (name === undefined) return;
    const scope = scopeOf(node);
    const names = this.names.get(scope) ?? new Set();
    this.names.set(scope, names.add(name));
  }
}

function isAmbient(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) === true
  );
}

function declaredName(node: ts.Node): string | undefined {
  const isDeclaration =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassDeclaration(node) ||
    ts.isClassExpression(node) ||
    ts.isBindingElement(node) ||
    ts.isImportSpecifier(node) ||
    ts.isImportClause(node) ||
    ts.isNamespaceImport(node);
  if (!isDeclaration || isTypeOnly(node)) return undefined;
  return node.name !== undefined && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

/** A type import declares no value. */
function isTypeOnly(node: ts.Node): boolean {
  const clause = ts.isImportSpecifier(node) ? node.parent.parent : node;
  return (ts.isImportSpecifier(node) && node.isTypeOnly) || (ts.isImportClause(clause) && clause.isTypeOnly);
}

/** The node that is the scope of a declaration. */
function scopeOf(declaration: ts.Node): ts.Node {
  if (ts.isFunctionExpression(declaration) || ts.isClassExpression(declaration)) return declaration;
  let node = declaration;
  while (ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node))
    node = node.parent;
  if (ts.isParameter(node)) return node.parent;
  const isVar =
    ts.isVariableDeclaration(node) &&
    ts.isVariableDeclarationList(node.parent) &&
    (node.parent.flags & ts.NodeFlags.BlockScoped) === 0;
  let scope = node.parent;
  while (!(isVar ? isFunctionScope(scope) : isBlockScope(scope))) scope = scope.parent;
  return scope;
}

function isFunctionScope(node: ts.Node): boolean {
  return ts.isSourceFile(node) || ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node);
}

function isBlockScope(node: ts.Node): boolean {
  return (
    isFunctionScope(node) ||
    ts.isBlock(node) ||
    ts.isCaseBlock(node) ||
    ts.isModuleBlock(node) ||
    ts.isCatchClause(node) ||
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node)
  );
}
