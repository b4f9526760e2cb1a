/** Rewrites the generated sections of the documents. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../test/architecture/source.ts';
import { generatedSections, withSection } from './generated-docs.ts';

for (const section of await generatedSections()) {
  const path = join(PROJECT, section.file);
  const before = readFileSync(path, 'utf8');
  const after = withSection(before, section);
  if (after !== before) {
    writeFileSync(path, after);
    console.log(`rewrote ${section.name} in ${section.file}`);
  }
}
