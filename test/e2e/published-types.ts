import { Node, Project } from 'ts-morph';

/** Types that only the engine hands over: strategies pass them on and call nothing of them. */
const OPAQUE: ReadonlySet<string> = new Set(['AlgorithmHost']);

/**
 * The types that signatures of an entry point of the package name, but that the entry point does not export, each with a name
 * of what names it: whoever writes an override or keeps an answer could not write down its type.
 *
 * @param folder the installed package
 */
export function unnamedTypes(folder: string, entry: string): string[] {
  const project = new Project({
    compilerOptions: { module: 199, moduleResolution: 99, target: 99, strict: true, types: [] },
  });
  const file = project.addSourceFileAtPath(`${folder}/${entry}`);
  project.resolveSourceFileDependencies();
  const exported = file.getExportedDeclarations();
  const known = new Set<Node>([...exported.values()].flat());
  const unnamed = new Set<string>();
  for (const [name, declarations] of exported) {
    if (OPAQUE.has(name)) continue;
    for (const declaration of declarations) {
      for (const found of typesIn(declaration)) {
        if (!known.has(found) && isNameable(found, folder)) unnamed.add(`${name} names ${nameOf(found)}`);
      }
    }
  }
  return [...unnamed].toSorted();
}

/** The declarations of the types that a declaration's signatures name. */
function typesIn(declaration: Node): Node[] {
  const found: Node[] = [];
  declaration.forEachDescendant((node, traversal) => {
    if (Node.isModifierable(node) && node.hasModifier('private')) {
      traversal.skip();
      return;
    }
    const name = Node.isTypeReference(node) ? node.getTypeName() : undefined;
    if (name === undefined || !Node.isIdentifier(name)) return;
    const symbol = name.getSymbol();
    found.push(...((symbol?.getAliasedSymbol() ?? symbol)?.getDeclarations() ?? []));
  });
  return found;
}

/** Whether a type of the engine could be exported at all: what a file keeps to itself has no name elsewhere. */
function isNameable(declaration: Node, folder: string): boolean {
  if (Node.isTypeParameterDeclaration(declaration)) return false;
  return declaration.getSourceFile().getFilePath().startsWith(folder) && Node.isExportable(declaration)
    ? declaration.isExported()
    : false;
}

function nameOf(declaration: Node): string {
  return declaration.getSymbol()?.getName() ?? declaration.getText();
}
