import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../model/decimal.ts';
import { TradingBench } from '../../../testkit/builders.ts';
import { SecurityMarginModel } from './security-margin-model.ts';
import type { MarginCallDecision } from '../../../securities/margin-call-model.ts';

interface Position {
  readonly price: number;
  readonly quantity: number;
  readonly leverage: number;
}

interface Account {
  readonly settled: number;
  readonly unsettled: number;
  readonly positions: readonly Position[];
}

/** The decision about an account, with or without the models' bound of the maintenance margin. */
function decisionOf({ settled, unsettled, positions }: Account, tellsLargest: boolean): unknown {
  const bench = new TradingBench({ cash: settled });
  const { portfolio } = bench;
  portfolio.cashBook.account.addUnsettled(Decimal.of(unsettled));
  for (const [i, { price, quantity, leverage }] of positions.entries()) {
    const buyingPowerModel = new SecurityMarginModel(leverage);
    if (!tellsLargest) Object.assign(buyingPowerModel, { tiesUpAtMost: undefined });
    const security = bench.add({ ticker: `S${i}`, models: { buyingPowerModel } });
    const bar = { open: price, high: price, low: price, close: price };
    bench.showBar(security, { end: '2024-03-04T14:31:00Z', ...bar });
    portfolio.setHolding(security, Decimal.of(price), Decimal.of(quantity));
  }
  portfolio.pricesChanged();
  const { isWarning, orders }: MarginCallDecision = portfolio.marginCallModel.decide(portfolio);
  return { isWarning, orders: orders.map(({ security, quantity }) => `${security.symbol.ticker} ${quantity}`) };
}

const cash = fc.oneof(fc.constant(0), fc.integer({ min: -20_000, max: 20_000 }));
const positions = fc.array(
  fc.record({
    price: fc.constantFrom(0.01, 10, 100),
    quantity: fc.integer({ min: -300, max: 300 }),
    leverage: fc.constantFrom(1, 1.05, 1.2, 2, 4),
  }),
  { maxLength: 3 },
);

describe('DefaultMarginCallModel', () => {
  it('makes the same decisions with and without the bound', () => {
    fc.assert(
      fc.property(cash, fc.oneof(fc.constant(0), cash), positions, (settled, unsettled, held) => {
        const account = { settled, unsettled, positions: held };
        expect(decisionOf(account, true)).toEqual(decisionOf(account, false));
      }),
      { numRuns: 400 },
    );
  });

  it('warns when unsettled cash counts as value but frees no margin', () => {
    const account = { settled: 0, unsettled: 10_000, positions: [{ price: 10, quantity: 10, leverage: 2 }] };
    expect(decisionOf(account, true)).toEqual({ isWarning: true, orders: [] });
  });

  it('calls a model with a custom margin computation', () => {
    class Dear extends SecurityMarginModel {
      override maintenanceMargin(): number {
        return 1e9;
      }
    }
    expect(new SecurityMarginModel(2).tiesUpAtMost(0.9)).toBe(true);
    expect(new SecurityMarginModel(1).tiesUpAtMost(0.9)).toBe(false);
    expect(new Dear(2).tiesUpAtMost(0.9)).toBe(false);
  });
});
