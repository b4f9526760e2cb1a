import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^tradewright$/, replacement: path('./engine/index.ts') },
      { find: /^tradewright\/testkit$/, replacement: path('./engine/testkit/index.ts') },
    ],
  },
  test: {
    pool: 'threads',
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
          include: ['test/{bench,e2e,golden,parity,property}/**/*.spec.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
