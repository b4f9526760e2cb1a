import { describe, expect, it } from 'vitest';
import { AcmeConstantSource } from './acme-constant-source.ts';
import { sourceConformance } from './acme-source-conformance.ts';

sourceConformance('AcmeConstantSource', () => new AcmeConstantSource(0.5));

describe('AcmeConstantSource', () => {
  it('returns its share at any time', () => {
    expect(new AcmeConstantSource(0.5).shareAt(Date.UTC(2020, 0, 2))).toBe(0.5);
  });
});
