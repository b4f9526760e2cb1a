import { securityView, slippageModelConformance } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { AcmeSlippageModel } from './acme-slippage-model.ts';

slippageModelConformance('AcmeSlippageModel', { create: () => new AcmeSlippageModel() });

describe('AcmeSlippageModel', () => {
  it('moves every price by its distance', () => {
    expect(new AcmeSlippageModel(0.05).getSlippage(securityView({ price: 20 }))).toBe(0.05);
  });

  it('is zero before the first price', () => {
    expect(new AcmeSlippageModel(0.05).getSlippage(securityView({ price: 0 }))).toBe(0);
  });
});
