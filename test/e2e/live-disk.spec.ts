import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { engineJson, PROJECT } from './command.ts';

const NAMESPACES: readonly (readonly string[])[] = [['--mount'], ['--map-root-user', '--mount']];
const namespace = NAMESPACES.find(
  (flags) => spawnSync('unshare', [...flags, 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0,
);
const RUN = ['--strategy', 'sma-crossover', '--start', '2001-01-01', '--end', '2003-12-31'];

if (namespace === undefined) {
  process.stderr.write(
    'THE FULL DISK OF A LIVE RUN WAS NOT TESTED: this platform gives no private mount namespace (unshare --mount).\n',
  );
}

interface Attempt {
  readonly status: number;
  readonly document: Readonly<Record<string, unknown>> & { readonly error?: { readonly code: string } };
}

/** Runs live on a small file system, then enlarges it and runs again. */
function runTwiceOn(size: string): [Attempt, Attempt] {
  const { path, remove } = temporaryFolder({ 'disk/.keep': '' });
  const live = `"$2" "$3" live ${RUN.join(' ')} --replay --output "$1" --json`;
  const script = `
mount -t tmpfs -o size=${size} none "$1" || exit 99
${live} > "$4/first.json" 2> /dev/null; echo $? > "$4/first"
mount -o remount,size=8m "$1" || exit 98
${live} > "$4/second.json" 2> /dev/null; echo $? > "$4/second"
cat "$4/first" "$4/first.json"; echo "==="; cat "$4/second" "$4/second.json"`;
  const launcher = join(PROJECT, 'bin', 'engine.js');
  const args = [...(namespace ?? []), 'sh', '-c', script, 'sh', join(path, 'disk'), process.execPath, launcher, path];
  const { stdout } = spawnSync('unshare', args, { cwd: path, encoding: 'utf8' });
  remove();
  const [first, second] = stdout.split('===\n').map((text): Attempt => {
    const [status, ...lines] = text.split('\n');
    return { status: Number(status), document: JSON.parse(lines.join('\n')) as Attempt['document'] };
  });
  return [first, second];
}

describe.runIf(namespace !== undefined)('a live run on a full disk', () => {
  it.each([
    ['while it runs', '48k', 'LIVE_LOG_DISK_FULL'],
    ['when its results are written', '400k', 'HOST_DISK_FULL'],
  ])(
    'that is full %s stops with one sentence, and reaches the same results when there is space',
    async (_what, size, code) => {
      const { path, remove } = temporaryFolder();
      const { document: backtest } = await engineJson(['backtest', ...RUN], path);
      remove();
      const [full, roomy] = runTwiceOn(size);
      expect([full.status, full.document.error?.code]).toEqual([1, code]);
      expect(roomy.status).toBe(0);
      const { statistics, orderListHash, resultHash } = backtest;
      expect(roomy.document).toMatchObject({
        isResumed: true,
        status: 'completed',
        statistics,
        orderListHash,
        resultHash,
      });
    },
  );
});
