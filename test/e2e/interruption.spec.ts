import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { outcomeOf, startEngine } from './command.ts';

/** Real milliseconds after which the process listens for Ctrl-C, however fast or slow the machine is. */
const LISTENS_AFTER = 3_000;

/** A strategy that takes 5 ms a bar and logs when it is in the middle of the run. */
const SLOW = `
import { Algorithm, Resolution } from 'tradewright';
export default class Slow extends Algorithm {
  readonly stock = this.addEquity('AAPL', Resolution.Daily);
  private count = 0;
  private isLogged = false;

  override onData(): void {
    if (!this.portfolio.invested) this.marketOrder(this.stock, 10);
    this.count++;
    const now = performance.now();
    if (!this.isLogged && this.count > 100 && now > ${LISTENS_AFTER}) {
      this.isLogged = true;
      this.log('in the middle');
    }
    while (performance.now() < now + 5);
  }
}
`;

async function interrupted(...flags: string[]) {
  const { path, remove } = temporaryFolder({
    'strategies/slow/strategy.ts': SLOW,
    'strategies/slow/config.json': { start: '2000-03-01', end: '2013-03-01', cash: 100_000 },
  });
  const child = startEngine(['backtest', '--strategy', 'slow', '--no-progress', ...flags], path);
  let isSent = false;
  const outcome = await outcomeOf(child, (stderr) => {
    if (!isSent && stderr.includes('in the middle')) isSent = child.kill('SIGINT');
  });
  const [run, ...others] = readdirSync(join(path, 'backtests'));
  const result = JSON.parse(readFileSync(join(path, 'backtests', run, 'result.json'), 'utf8')) as {
    status: string;
    equity: { time: number[] };
  };
  remove();
  return { ...outcome, others, result };
}

describe('Ctrl-C in the middle of a run', () => {
  it('ends with 130 and leaves results that are marked as partial', async () => {
    const { code, stdout, stderr, others, result } = await interrupted();
    expect(code).toBe(130);
    expect(stdout).toMatch(/^slow, 2000-03-01 to 2013-03-01, PARTIAL\n/);
    expect(stderr).toMatch(
      /RUN_INTERRUPTED: The run was interrupted; the results in backtests\/\S+ are partial and marked as such\. Run it again for complete results\.\n$/,
    );
    expect(result.status).toBe('interrupted');
    expect(result.equity.time.length).toBeGreaterThan(50);
    expect(result.equity.time.at(-1)).toBeLessThan(Date.UTC(2013, 0, 1));
    expect(others).toEqual([]);
  });

  it('is reported in JSON', async () => {
    const { code, stdout } = await interrupted('--json');
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({
      strategy: 'slow',
      status: 'interrupted',
      error: { code: 'RUN_INTERRUPTED', exitCode: 130 },
    });
  });
});
