import { Node, Project, ts } from 'ts-morph';
import type { SourceFile } from 'ts-morph';
import { HOST_ERRORS } from '../../host/errors.ts';
import { EngineError } from '../../model/engine-error.ts';
import { Algorithm } from '../../runtime/algorithm.ts';
import { SCAFFOLD_ERRORS } from './errors.ts';
import { replaced } from './renaming.ts';
import type { Renaming } from './renaming.ts';

const ROOT = '/strategy/';

/** Renamed sources. */
export interface RenamedCode {
  /** Texts by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Places of renamed string literals (`strategy.ts:12`), which may be tags of orders. */
  readonly runningTexts: readonly string[];
}

/**
 * Renames in the sources of a strategy: its declarations (classes, functions, variables, members) with all references,
 * string literals and comments. Foreign names stay: imported names, and names that the base class calls.
 *
 * @param sources texts by path, with forward slashes
 * @param shown name of the folder in messages
 * @throws EngineError for a source that does not parse, and for a new name that already means something else in a
 * source
 */
export function renameCode(sources: ReadonlyMap<string, string>, renaming: Renaming, shown: string): RenamedCode {
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: {
      allowJs: true,
      allowImportingTsExtensions: true,
      noEmit: true,
      noLib: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ESNext,
      types: [],
    },
  });
  const files = [...sources].map(([path, text]) => project.createSourceFile(`${ROOT}${path}`, text));
  requireSyntax(project, shown);
  if (renaming.isIdle) return { files: sources, runningTexts: [] };
  const placeholders = renameDeclared(project, renaming);
  const runningTexts: string[] = [];
  const renamed = new Map<string, string>();
  for (const file of files) {
    const path = file.getFilePath().slice(ROOT.length);
    const isTest = /\.(?:spec|test)\.[cm]?[jt]s$/.test(path);
    const { text, lines } = renameTexts(file, renaming, isTest);
    if (!isTest) runningTexts.push(...lines.map((line) => `${path}:${line}`));
    renamed.set(path, placeholders.fill(text));
  }
  return { files: renamed, runningTexts };
}

/** @throws EngineError with the first line that cannot be parsed */
export function requireSyntax(project: Project, shown: string): void {
  const program = project.getProgram();
  for (const file of project.getSourceFiles()) {
    const [fault] = program.getSyntacticDiagnostics(file);
    if (fault === undefined) continue;
    const place = `${file.getFilePath().slice(ROOT.length)}:${fault.getLineNumber()}`;
    const message = ts.flattenDiagnosticMessageText(fault.compilerObject.messageText, ' ').replace(/\.$/, '');
    throw new EngineError(
      HOST_ERRORS.STRATEGY_NOT_LOADED,
      `${shown}/${place} cannot be understood: ${message}. Correct it there first.`,
      { data: { file: `${shown}/${place}` } },
    );
  }
}

/** Temporary unique names for new identifiers until all are renamed, because the new name may contain the old one. */
class Placeholders {
  private readonly byOld = new Map<string, string>();
  private readonly byPlaceholder = new Map<string, string>();

  /** The placeholder for an identifier. */
  of(old: string, renamed: string): string {
    const known = this.byOld.get(old);
    if (known !== undefined) return known;
    const placeholder = `${old.startsWith('#') ? '#' : ''}placeholder$${this.byOld.size}$`;
    this.byOld.set(old, placeholder);
    this.byPlaceholder.set(placeholder, renamed);
    return placeholder;
  }

  /** The new identifiers, one for each old one. */
  get renamed(): readonly string[] {
    return [...this.byPlaceholder.values()];
  }

  get old(): ReadonlySet<string> {
    return new Set(this.byOld.keys());
  }

  fill(text: string): string {
    return text
      .replaceAll(/#?placeholder\$\d+\$/g, (found) => this.byPlaceholder.get(found) ?? found)
      .replaceAll(/(\b[\w$]+): \/\*in short\*\/\1\b/g, '$1')
      .replaceAll(SHORT, '');
  }
}

function renameDeclared(project: Project, renaming: Renaming): Placeholders {
  const placeholders = new Placeholders();
  const files = project.getSourceFiles();
  const identifiers = new Set(
    files.flatMap((file) =>
      file
        .getDescendants()
        .filter(isIdentifier)
        .map((node) => node.getText()),
    ),
  );
  for (const file of files) {
    writeOut(file, renaming);
    let left = file.getDescendants().length;
    for (let node = nextDeclared(file, renaming); node !== undefined; node = nextDeclared(file, renaming)) {
      const old = nameIn(node);
      renameEverywhere(project, node, placeholders.of(old, newIdentifier(old, node, renaming)));
      if (left-- === 0) throw new Error(`${old} cannot be renamed.`);
    }
  }
  for (const [index, name] of placeholders.renamed.entries()) {
    const isTaken = identifiers.has(name) && !placeholders.old.has(name);
    if (!isTaken && placeholders.renamed.indexOf(name) === index) continue;
    throw new EngineError(
      SCAFFOLD_ERRORS.NAME_TAKEN,
      `Under the name "${renaming.to}" something in the code would be called ${name}, which already means something else there. Choose another name.`,
      { data: { name: renaming.to, identifier: name } },
    );
  }
  return placeholders;
}

/** Renames the declaration of a node with all references. */
function renameEverywhere(project: Project, node: Node, name: string): void {
  const places = project
    .getLanguageService()
    .findRenameLocations(node)
    .map((place) => ({ file: place.getSourceFile(), span: place.getTextSpan() }));
  // From the end, so that earlier positions remain valid.
  for (const { file, span } of places.toSorted((one, other) => other.span.getStart() - one.span.getStart()))
    file.replaceText([span.getStart(), span.getEnd()], name);
}

function isIdentifier(node: Node): boolean {
  return Node.isIdentifier(node) || Node.isPrivateIdentifier(node);
}

/** The text of an identifier, or of a quoted member name. */
function nameIn(node: Node): string {
  return Node.isStringLiteral(node) ? node.getLiteralText() : node.getText();
}

/** The first declared name of a file that contains the old name. */
function nextDeclared(file: SourceFile, renaming: Renaming): Node | undefined {
  return file.getDescendants().find((node) => {
    if (!isIdentifier(node) && !Node.isStringLiteral(node)) return false;
    const name = nameIn(node);
    return isDeclared(node) && newIdentifier(name, node, renaming) !== name;
  });
}

/** Marks a member that was written in shorthand; see {@link writeOut}. */
const SHORT = '/*in short*/';

/** Expands shorthand members, because the member and the value of that name are renamed independently. */
function writeOut(file: SourceFile, renaming: Renaming): void {
  const names = file
    .getDescendantsOfKind(ts.SyntaxKind.ShorthandPropertyAssignment)
    .map((member) => member.getNameNode())
    .filter((name) => renaming.isDistinct && renaming.identifier(name.getText()) !== name.getText())
    .map((name) => ({ text: name.getText(), range: [name.getStart(), name.getEnd()] as [number, number] }));
  for (const { text, range } of names.toReversed()) file.replaceText(range, `${text}: ${SHORT}${text}`);
}

/** A one-word name is only searched at the beginning of type names: `trend` may be any variable. */
function newIdentifier(name: string, node: Node, renaming: Renaming): string {
  if (renaming.isDistinct) return renaming.identifier(name);
  const isType = /^\p{Lu}/u.test(name) && name !== name.toUpperCase() && isTypeName(node);
  return isType && renaming.mentions(name)[0]?.index === 0 ? renaming.identifier(name) : name;
}

function isTypeName(node: Node): boolean {
  const parent = node.getParent();
  return (
    Node.isClassDeclaration(parent) ||
    Node.isInterfaceDeclaration(parent) ||
    Node.isTypeAliasDeclaration(parent) ||
    Node.isImportClause(parent) ||
    Node.isImportSpecifier(parent)
  );
}

/** Whether a name is at its declaration and not a foreign name. */
function isDeclared(node: Node): boolean {
  const parent = node.getParent();
  if (parent === undefined || isDocumentation(parent.compilerNode) || Node.isPropertyAccessExpression(parent))
    return false;
  if ((parent.compilerNode as { name?: ts.Node }).name !== node.compilerNode) return false;
  if (Node.isImportSpecifier(parent)) {
    return parent.getAliasNode() !== undefined || parent.getImportDeclaration().isModuleSpecifierRelative();
  }
  if (ts.isClassElement(parent.compilerNode)) return !(nameIn(node) in Algorithm.prototype);
  return true;
}

interface RenamedTexts {
  readonly text: string;
  /** Lines, counted from 1, of the string literals that changed. */
  readonly lines: readonly number[];
}

/** Renames in comments, string literals and paths of own files: everywhere except in keywords and identifiers. */
function renameTexts(file: SourceFile, renaming: Renaming, isTest: boolean): RenamedTexts {
  const text = file.getFullText();
  const { words, texts } = tokensOf(file.compilerNode, text);
  if (!renaming.isDistinct) {
    return { text: isTest ? replaced(text, titleMentions(file, renaming)) : text, lines: [] };
  }
  const mentions = renaming.mentions(text).filter((mention) => !isWithin(words, mention));
  const lines = mentions
    .filter((mention) => isWithin(texts, mention))
    .map(({ index }) => file.getLineAndColumnAtPos(index).line);
  return { text: replaced(text, mentions), lines: [...new Set(lines)] };
}

type Range = readonly [begin: number, end: number];

function isWithin(tokens: readonly Range[], { index, length }: { index: number; length: number }): boolean {
  return tokens.some(([begin, end]) => index < end && index + length > begin);
}

/** The positions of the words of a source and of its string literals, without comments. */
function tokensOf(source: ts.SourceFile, text: string): { words: Range[]; texts: Range[] } {
  const words: Range[] = [];
  const texts: Range[] = [];
  const visit = (node: ts.Node): void => {
    if (isDocumentation(node)) return;
    const children = node.getChildren(source);
    if (children.length > 0) {
      children.forEach(visit);
      return;
    }
    const isText = ts.isStringLiteral(node) || ts.isRegularExpressionLiteral(node) || ts.isTemplateLiteralToken(node);
    const range: Range = [node.getStart(source), node.getEnd()];
    if (isText && !isForeignModule(node)) {
      if (!isName(node)) texts.push(range);
    } else if (range[1] > range[0] && range[1] <= text.length) words.push(range);
  };
  visit(source);
  return { words, texts };
}

function isDocumentation({ kind }: ts.Node): boolean {
  return kind >= ts.SyntaxKind.FirstJSDocNode && kind <= ts.SyntaxKind.LastJSDocNode;
}

/** Whether a string literal is only a name: of a module, a member or a type. */
function isName(node: ts.Node): boolean {
  const { parent } = node;
  const isMember = (parent as { name?: ts.Node }).name === node || ts.isElementAccessExpression(parent);
  return isModule(node) || isMember || ts.isComputedPropertyName(parent) || ts.isLiteralTypeNode(parent);
}

function isModule(node: ts.Node): boolean {
  return ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent);
}

function isForeignModule(node: ts.Node): boolean {
  return isModule(node) && ts.isStringLiteral(node) && !node.text.startsWith('.');
}

/** Positions of test titles that begin with the old name: `describe('trend', …)`. */
function titleMentions(file: SourceFile, renaming: Renaming): ReturnType<Renaming['mentions']> {
  return file.getDescendantsOfKind(ts.SyntaxKind.CallExpression).flatMap((call) => {
    const [title] = call.getArguments();
    if (!/^(?:describe|it|test)\b/.test(call.getExpression().getText()) || !Node.isStringLiteral(title)) return [];
    const begin = title.getStart() + 1;
    const [mention] = renaming.mentions(title.getLiteralText());
    return mention?.index === 0 ? [{ ...mention, index: begin }] : [];
  });
}
