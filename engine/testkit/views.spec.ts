import { describe, expect, it } from 'vitest';
import type { SettlementAccount } from '../api/portfolio-view.ts';
import type { FillContext } from '../api/security-models.ts';
import { Decimal } from '../model/decimal.ts';
import { OrderType } from '../model/order-types.ts';
import { DefaultBrokerageModel } from '../transactions/models/brokerage/default-brokerage-model.ts';
import { InteractiveBrokersFeeModel } from '../transactions/models/fee/interactive-brokers-fee-model.ts';
import { ImmediateSettlementModel } from '../transactions/models/settlement/settlement-models.ts';
import { ConstantSlippageModel } from '../transactions/models/slippage/slippage-models.ts';
import { holdingView, orderView, securityView } from './views.ts';

const cache = { get: () => NaN, price: 100, hasTradeBar: false, hasQuoteBar: false, tradeTicks: [], quoteTicks: [] };

describe('models with object literals as views', () => {
  it('compute fee, slippage, settlement and brokerage rules', () => {
    const security = securityView({ cache, price: 100, holdings: holdingView(5) });
    expect(new InteractiveBrokersFeeModel().getOrderFee(security, orderView(1000)).amount.toNumber()).toBe(5);
    expect(new ConstantSlippageModel(0.01).getSlippage(security)).toBe(1);
    const booked: string[] = [];
    const account: SettlementAccount = {
      addSettled: (currency, amount) => void booked.push(`${amount.toString()} ${currency}`),
      addUnsettled() {},
    };
    new ImmediateSettlementModel().applyFunds(account, security, 0, 'USD', Decimal.of(7));
    expect(booked).toEqual(['7 USD']);
    const order = orderView(10, { type: OrderType.Limit, limitPrice: 90, trailingAsPercentage: false });
    expect(new DefaultBrokerageModel().splitUpdate(order, 0.5)).toMatchObject({ quantity: 20, limitPrice: 45 });
  });

  it('throw for a property that the literal lacks, and cannot set one', () => {
    expect(() => securityView().price).toThrow('The security of this test has no price. Give it one.');
    const order = orderView(1) as { quantity: number };
    expect(() => (order.quantity = 5)).toThrow(TypeError);
    const context = {} as FillContext;
    context.quantity = 1;
    expect(context.quantity).toBe(1);
  });
});
