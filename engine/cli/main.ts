import { readFileSync } from 'node:fs';

/** Runs one command line and answers with its exit code. */
export async function main(argv: string[]): Promise<number> {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const version = (manifest as { version: string }).version;
  process.stdout.write(`tradewright ${version} ${argv.join(' ')}\n`);
  return 0;
}
