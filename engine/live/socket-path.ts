import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes that the address of a Unix domain socket may have everywhere: 104 on macOS, 108 on Linux, less the closing zero. */
const LONGEST_ADDRESS = 103;

/**
 * Lets a socket in a run's folder be bound or reached under an address that is short enough: through a link in a folder of
 * its own that nobody else can write, which goes away when the work is done. The socket itself stays in the run's folder.
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
