import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { PROJECT } from './command.ts';

/**
 * Flags for a private mount namespace, in which a small file system can be mounted: as root, else as a user who is root
 * inside it.
 */
const NAMESPACES: readonly (readonly string[])[] = [['--mount'], ['--map-root-user', '--mount']];

function namespaceHere(): readonly string[] | undefined {
  return NAMESPACES.find(
    (flags) => spawnSync('unshare', [...flags, 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0,
  );
}

const namespace = namespaceHere();
const LAUNCHER = join(PROJECT, 'bin', 'engine.js');

if (namespace === undefined) {
  process.stderr.write(
    'THE FULL DISK WAS NOT TESTED: this platform gives no private mount namespace (unshare --mount).\n',
  );
}

/**
 * Runs a backtest with output on a file system that was mounted with the given options, and returns the remaining
 * files.
 */
function backtestOn(options: string) {
  const { path, remove } = temporaryFolder({ 'disk/.keep': '' });
  const script = `
mount -t tmpfs -o ${options} none "$1" || exit 99
"$2" "$3" backtest --strategy sma-crossover --start 2001-01-01 --end 2003-12-31 --output "$1" --json
code=$?
echo "LEFT $(find "$1" -mindepth 1 | wc -l)" >&2
exit $code`;
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    [...(namespace ?? []), 'sh', '-c', script, 'sh', join(path, 'disk'), process.execPath, LAUNCHER],
    { cwd: path, encoding: 'utf8' },
  );
  remove();
  return {
    status,
    stderr,
    document: JSON.parse(stdout) as { error: { code: string; message: string; exitCode: number } },
  };
}

describe.runIf(namespace !== undefined)('an output folder', () => {
  it.each([
    ['is full when the results are written', 'size=64k'],
    ['is full from the start', 'size=4k,nr_inodes=1'],
  ])('that %s is reported, and no files are left', (_what, options) => {
    const { status, stderr, document } = backtestOn(options);
    expect(document.error).toMatchObject({ code: 'HOST_DISK_FULL', exitCode: 1 });
    expect(document.error.message).toMatch(
      /^The disk of .* is full: the results were not written, and nothing of them was left behind\. Free space, or choose another folder with --output\.$/,
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/LEFT 0\n$/);
  });

  it('that cannot be written is reported before the run', () => {
    const { status, stderr, document } = backtestOn('ro');
    expect(document.error).toMatchObject({ code: 'HOST_OUTPUT_UNWRITABLE', exitCode: 1 });
    expect(document.error.message).toMatch(
      /^The results cannot be written to .* \(EROFS: .*\)\. Choose another folder with --output, or correct its permissions\.$/,
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/LEFT 0\n$/);
  });
});
