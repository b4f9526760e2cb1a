import { feeModelConformance, orderView, securityView } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { AcmeFeeModel } from './acme-fee-model.ts';

feeModelConformance('AcmeFeeModel', { create: () => new AcmeFeeModel() });

describe('AcmeFeeModel', () => {
  it.each([
    ['per share', 500, '5.00 USD'],
    ['at least a dollar', 10, '1 USD'],
  ])('charges %s', (_what, quantity, expected) => {
    const { amount, currency } = new AcmeFeeModel().getOrderFee(securityView(), orderView(quantity));
    expect(`${amount.toString()} ${currency}`).toBe(expected);
  });
});
