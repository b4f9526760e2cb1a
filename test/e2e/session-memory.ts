/**
 * Runs a session many times and prints the bytes in use after each tenth of the runs: node --expose-gc
 * session-memory.ts RUNS
 */
import { openSession } from 'tradewright/session';

/** Bytes of objects and of the buffers of typed arrays. */
function bytesInUse(): number {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('Start this with --expose-gc.');
  gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const runs = Number(process.argv[2]);
await using session = await openSession();
const used: number[] = [];
const hashes = new Set<string>();
for (let run = 1; run <= runs; run++) {
  const { record } = await session.run({ strategy: 'sma-crossover', start: '2000-01-03', end: '2001-12-31' });
  hashes.add(record.resultHash);
  if (run % (runs / 10) === 0) used.push(bytesInUse());
}
process.stdout.write(`${JSON.stringify({ used, hashes: hashes.size })}\n`);
