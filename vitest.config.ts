import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

// As test/soak.ts has it; this file imports nothing, because it is used outside of the repository too.
const isSoak = process.env.SOAK !== undefined && process.env.SOAK !== '';

export default defineConfig({
  resolve: {
    alias: [
      { find: /^tradewright$/, replacement: path('./engine/index.ts') },
      { find: /^tradewright\/plugin$/, replacement: path('./engine/plugin.ts') },
      { find: /^tradewright\/quant$/, replacement: path('./quant/index.ts') },
      { find: /^tradewright\/session$/, replacement: path('./engine/host/session/index.ts') },
      { find: /^tradewright\/testkit$/, replacement: path('./engine/testkit/index.ts') },
    ],
  },
  test: {
    pool: 'threads',
    // Limits end a test that hangs; they are far above what any test takes, so that a busy machine fails none.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    exclude: [...configDefaults.exclude, 'backtests/**'],
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          // One worker runs many files: half the time, and a spec may not change what others share.
          isolate: false,
          include: [
            // Of a strategy or plugin outside of the repository: --config with the path of this file, --root with its folder.
            '*.spec.ts',
            'engine/**/*.spec.ts',
            'plugins/**/*.spec.ts',
            'quant/**/*.spec.ts',
            'scripts/**/*.spec.ts',
            'strategies/**/*.spec.ts',
            'templates/**/*.spec.ts',
            'test/architecture/**/*.spec.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: ['test/{bench,e2e,golden,parity,peers,property}/**/*.spec.ts'],
          testTimeout: isSoak ? 86_400_000 : 1_200_000,
          hookTimeout: 1_200_000,
        },
      },
    ],
  },
});
