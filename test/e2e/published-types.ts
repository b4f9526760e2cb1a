import { Node, Project } from 'ts-morph';

/** Opaque types: strategies receive them from the engine and only pass them on. */
const OPAQUE: ReadonlySet<string> = new Set(['AlgorithmHost']);

/**
 * The types that signatures of an entry point use but the entry point does not export, each with the name of a
 * declaration that uses it. Without the export an override or a variable could not declare its type.
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

/** The declarations of the types in a declaration's signatures. */
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

/** Whether a type of the engine can be exported: types that a file does not export have no name elsewhere. */
function isNameable(declaration: Node, folder: string): boolean {
  if (Node.isTypeParameterDeclaration(declaration)) return false;
  return declaration.getSourceFile().getFilePath().startsWith(folder) && Node.isExportable(declaration)
    ? declaration.isExported()
    : false;
}

function nameOf(declaration: Node): string {
  return declaration.getSymbol()?.getName() ?? declaration.getText();
}
