import { type Order, type Security } from 'tradewright';
import { feeModelConformance } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { AcmeFeeModel } from './acme-fee-model.ts';

feeModelConformance('AcmeFeeModel', { create: () => new AcmeFeeModel() });

describe('AcmeFeeModel', () => {
  const security = { quoteCurrency: { symbol: 'USD' } } as Security;

  it.each([
    ['by the share', 500, '5.00 USD'],
    ['at least a dollar', 10, '1 USD'],
  ])('charges %s', (_what, absoluteQuantity, expected) => {
    const { amount, currency } = new AcmeFeeModel().getOrderFee(security, { absoluteQuantity } as Order);
    expect(`${amount.toString()} ${currency}`).toBe(expected);
  });
});
