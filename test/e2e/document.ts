import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './command.ts';

/** A document of the project. */
export function textOf(document: string): string {
  return readFileSync(join(PROJECT, document), 'utf8');
}

/** A fenced block of a document. */
export interface Block {
  readonly language: string;
  readonly code: string;
}

/** All fenced blocks of a document in order. */
export function allBlocks(document: string): Block[] {
  return [...textOf(document).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, code]) => ({
    language,
    code,
  }));
}

/** The code blocks of a document in one language. */
export function blocks(document: string, language: string): string[] {
  return allBlocks(document)
    .filter((block) => block.language === language)
    .map(({ code }) => code);
}
