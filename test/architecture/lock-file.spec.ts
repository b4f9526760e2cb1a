import { describe, expect, it } from 'vitest';
import { readProjectFile } from './source.ts';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly optionalDependencies?: Record<string, string>;
}

const lock = JSON.parse(readProjectFile('package-lock.json')) as { packages: Record<string, LockedPackage> };
const locked = Object.entries(lock.packages);

describe('package-lock.json', () => {
  it('contains the packages of every platform, so that it can be installed on each', () => {
    const missing = locked.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('installs the same version of Node on every platform', () => {
    const versions = Object.keys(lock.packages['']?.optionalDependencies ?? {})
      .filter((name) => name.startsWith('node-'))
      .map((name) => lock.packages[`node_modules/${name}`]?.version);
    expect(versions).toHaveLength(5);
    expect(new Set(versions).size).toBe(1);
  });

  it('pins every package by its hash', () => {
    expect(locked.filter(([path, { integrity }]) => path !== '' && integrity === undefined)).toEqual([]);
  });
});
