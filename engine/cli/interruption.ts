/** Gives work a signal that Ctrl-C aborts. A second Ctrl-C finds no listener and ends the process at once. */
export async function untilInterrupted<Answer>(work: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  try {
    return await work(interruption.signal);
  } finally {
    process.off('SIGINT', interrupt);
  }
}
