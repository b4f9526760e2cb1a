import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { temporaryFolder } from 'tradewright/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { engine } from './command.ts';

const HEADER = 'Date,Open,High,Low,Close,Volume\n';
const ROW = '2024-01-02,1,2,1,2,5\n';
const { path: folder, remove } = temporaryFolder({
  'deep/down/here/evil.csv': `Date,Symbol,Close\n2024-01-02,../../../outside/ZZA,1\n2024-01-03,../../../outside/ZZA,2\n`,
});
afterAll(remove);

const BOMB = Buffer.from(`${HEADER}${ROW.repeat(3_300_000)}`);

describe('hostile data', () => {
  it('never writes outside the target', async () => {
    const place = join(folder, 'deep/down/here');
    const imported = await engine(['data', 'import', 'evil.csv', '--to', 'out'], place);
    expect(imported).toMatchObject({ code: 1, stdout: '' });
    expect(imported.stderr).toMatch(
      /^IMPORT_BAD_ROWS: evil\.csv:2 has "\.\.\/\.\.\/\.\.\/outside\/ZZA" where a ticker is expected/,
    );
    for (const flags of [
      ['--symbol', '../x'],
      ['--market', '../../x'],
    ]) {
      const refused = await engine(['data', 'import', 'evil.csv', '--to', 'out', ...flags], place);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toMatch(/^CLI_BAD_FLAG_VALUE/);
    }
    expect(readdirSync(place)).toEqual(['evil.csv']);
    expect(existsSync(join(folder, 'outside'))).toBe(false);
  });

  it.each([
    ['gz', gzipSync],
    ['zst', (bytes: Uint8Array) => zstdCompressSync(bytes)],
  ])('refuses a .%s that expands far more than prices do', async (ending, pack) => {
    writeFileSync(join(folder, `ZZA.csv.${ending}`), pack(BOMB));
    const { code, stderr } = await engine(['data', 'import', `ZZA.csv.${ending}`, '--to', 'bombed'], folder);
    expect(stderr).toMatch(/^DATA_UNPACKED_TOO_LARGE: .* unpacks 0\.\d MB to 6\d\.\d MB or more\./);
    expect([code, existsSync(join(folder, 'bombed'))]).toEqual([1, false]);
  });

  it.skipIf(process.platform === 'win32')('does not read an endless device', async () => {
    const { code, stderr } = await engine(
      ['data', 'import', '/dev/zero', '--to', 'endless', '--symbol', 'ZZA'],
      folder,
    );
    expect(stderr).toMatch(/^DATA_FILE_UNREADABLE: \/dev\/zero cannot be read: it is a pipe or device, not a file\./);
    expect(code).toBe(1);
  });

  it('quotes little of a long field, and no control characters', async () => {
    writeFileSync(join(folder, 'LONG.csv'), `${HEADER}${ROW}2024-01-03,1,2,1,\u001b[31m${'9x'.repeat(200_000)},5\n`);
    const { code, stderr } = await engine(['data', 'import', 'LONG.csv', '--to', 'long'], folder);
    expect(code).toBe(1);
    expect(stderr.length).toBeLessThan(400);
    expect(stderr.trim()).not.toMatch(/\p{Cc}/u);
  });
});
