import { expect } from 'vitest';
import type { SizingModel, SizingRequest } from '../api/sizing-model.ts';
import { TradingBench } from './builders.ts';
import { conformanceSuite } from './conformance-suite.ts';
import type { SuiteCases } from './conformance-suite.ts';
import { minuteBar } from './conformance/case.ts';
import { sampleBars } from './exit-rule-conformance.ts';
import type { ModelSubject } from './model-conformance.ts';

/** Holds a sizing model to the contract of {@link SizingModel}. */
export function sizingModelConformance(name: string, subject: ModelSubject<SizingModel>): void {
  conformanceSuite({ name, kind: 'sizing models' }, subject, SIZING_MODEL_CASES);
}

/** A request for a portfolio of 100,000 and a price of 100, with all data that a model may want. */
export function sizingRequest(given: Partial<SizingRequest> = {}): SizingRequest {
  const bench = new TradingBench();
  const security = bench.add();
  bench.bar(security, minuteBar(1, [100, 101, 99, 100]));
  return {
    security,
    portfolio: bench.portfolio,
    side: 1,
    stopPrice: 95,
    probability: 0.6,
    tradeReturns: Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 0.06 : -0.04)),
    past: { dailyBars: (_security, count) => sampleBars(count), seriesValue: () => 25 },
    ...given,
  };
}

const NOTHING: Partial<SizingRequest> = {
  stopPrice: undefined,
  probability: undefined,
  tradeReturns: [],
  past: { dailyBars: () => [], seriesValue: () => NaN },
};

export const SIZING_MODEL_CASES: SuiteCases<ModelSubject<SizingModel>> = {
  'has an id that stays the same'({ create }) {
    expect(create().id).toMatch(/^[a-z][a-z0-9-]*(?::\S+)?$/);
    expect(create().id).toBe(create().id);
  },
  'answers a finite share from 0 on'({ create }) {
    for (const given of [{}, NOTHING, { side: -1, stopPrice: 105 } as const]) {
      const { share } = create().size(sizingRequest(given));
      expect(Number.isFinite(share) && share >= 0).toBe(true);
    }
  },
  'does not size up for lack of data, and says what it lacks'({ create }) {
    const whole = create().size(sizingRequest());
    const less = create().size(sizingRequest(NOTHING));
    expect(less.share).toBeLessThanOrEqual(whole.share);
    if (less.share !== whole.share) expect(less.note).not.toBe('');
  },
  'gives the same answer to the same question'({ create }) {
    const model = create();
    expect(model.size(sizingRequest())).toEqual(model.size(sizingRequest()));
  },
};
