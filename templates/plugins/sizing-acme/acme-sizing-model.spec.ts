import { sizingModelConformance } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { AcmeSizingModel } from './acme-sizing-model.ts';

sizingModelConformance('AcmeSizingModel', { create: () => new AcmeSizingModel(20) });

describe('AcmeSizingModel', () => {
  it('gives every position an equal share', () => {
    expect(new AcmeSizingModel(20).size()).toEqual({ share: 0.05, note: '' });
  });
});
