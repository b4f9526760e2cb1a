import { expect, it } from 'vitest';
import { readProjectFile } from './source.ts';

it('make help lists every target', () => {
  const makefile = readProjectFile('Makefile');
  const targets = /^\.PHONY: (.*)$/m.exec(makefile)?.[1]?.split(' ');
  const explained = [...makefile.matchAll(/^([a-z-]+):.*## ./gm)].map(([, target]) => target);
  expect(explained.length).toBeGreaterThan(0);
  expect(explained.toSorted()).toEqual(targets?.toSorted());
});
