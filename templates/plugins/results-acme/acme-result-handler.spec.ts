import { resultHandlerConformance, sampleRun } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { AcmeResultHandler } from './acme-result-handler.ts';

resultHandlerConformance('AcmeResultHandler', { create: () => new AcmeResultHandler() });

describe('AcmeResultHandler', () => {
  it('writes the statistics and the caveats', async () => {
    const [{ name, content }] = new AcmeResultHandler().files(await sampleRun());
    expect(name).toBe('acme.md');
    expect(content).toContain('# three-orders, 2004-01-02 to 2004-01-09\n\n| statistic | value |\n');
    expect(content).toContain('| Total Orders | 3 |\n');
    expect(content).toMatch(/\n\nMade up\.\n$/);
  });

  it('marks partial results, and escapes vertical bars in names', async () => {
    const run = { ...(await sampleRun()), status: 'interrupted', statistics: { 'A|B': '1' }, caveats: [] } as const;
    expect(new AcmeResultHandler().files(run)).toEqual([
      {
        name: 'acme.md',
        content:
          '# three-orders, 2004-01-02 to 2004-01-09 (partial)\n\n| statistic | value |\n| --- | --- |\n| A\\|B | 1 |\n',
      },
    ]);
  });
});
