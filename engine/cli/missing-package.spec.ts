import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from 'tradewright/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { missingPackage } from './missing-package.ts';

const { path, remove } = temporaryFolder({ 'package.json': { peerDependencies: { heavy: '1.2.3' } } });
afterAll(remove);

function faultOf(message: string, code = 'ERR_MODULE_NOT_FOUND'): string | undefined {
  const manifest = pathToFileURL(join(path, 'package.json'));
  return missingPackage(Object.assign(new Error(message), { code }), manifest)?.message;
}

describe('missingPackage', () => {
  it('shows how to install an optional package', () => {
    expect(faultOf(`Cannot find package 'heavy' imported from /somewhere/check.js`)).toBe(
      'This command needs the package heavy, which is not installed. Run: npm install heavy@1.2.3',
    );
  });

  it.each([
    [`Cannot find package 'other' imported from /somewhere/check.js`, undefined],
    [`Cannot find module '/somewhere/heavy'`, undefined],
    [`Cannot find package 'heavy' imported from /somewhere/check.js`, 'EIO'],
  ])('ignores all other errors: %s %s', (message, code) => {
    expect(faultOf(message, code)).toBeUndefined();
  });

  it('ignores values that are not errors', () => {
    expect(missingPackage('no')).toBeUndefined();
  });
});
