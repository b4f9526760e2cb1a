import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Portable limit of a Unix domain socket's address: 104 bytes on macOS, 108 on Linux, minus the terminating zero. */
const LONGEST_ADDRESS = 103;

/**
 * Binds or connects to a socket in a run's folder by a short address: a link in a private temporary folder, which is
 * removed afterwards. The socket itself stays in the run's folder.
 */
export async function withSocketAddress<Answer>(
  folder: string,
  work: (address: string) => Promise<Answer>,
): Promise<Answer> {
  if (process.platform === 'win32')
    return await work(`\\\\.\\pipe\\tradewright${folder.replaceAll(/[^A-Za-z0-9]/g, '-')}`);
  const direct = join(folder, 'control.sock');
  if (Buffer.byteLength(direct) <= LONGEST_ADDRESS) return await work(direct);
  const detour = mkdtempSync(join(tmpdir(), 'tw-'));
  try {
    symlinkSync(folder, join(detour, 'r'));
    return await work(join(detour, 'r', 'control.sock'));
  } finally {
    rmSync(detour, { recursive: true, force: true });
  }
}
