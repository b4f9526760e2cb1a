import { describe, expect, it } from 'vitest';
import { Identity } from './identity.ts';
import { IndicatorInput } from './indicator-base.ts';

describe('IndicatorBase', () => {
  it('has no value, no time and nothing before it at the start', () => {
    const indicator = new Identity('price');
    expect(indicator).toMatchObject({ name: 'price', samples: 0, value: 0, previous: 0, time: NaN, isReady: false });
    expect(indicator.inputKind).toBe(IndicatorInput.Value);
  });

  it('keeps the current and the previous value', () => {
    const indicator = new Identity();
    indicator.update(1, 10);
    expect(indicator).toMatchObject({ samples: 1, value: 10, previous: 0, time: 1 });
    indicator.update(2, 11);
    expect(indicator).toMatchObject({ samples: 2, value: 11, previous: 10, time: 2 });
  });

  it('skips missing and older inputs, and accepts inputs of the same time', () => {
    const indicator = new Identity();
    indicator.update(5, 10);
    indicator.update(6, NaN);
    indicator.update(4, 11);
    expect(indicator).toMatchObject({ samples: 1, value: 10, time: 5 });
    indicator.update(5, 12);
    expect(indicator).toMatchObject({ samples: 2, value: 12 });
  });

  it('calls handlers for each new value in order of registration, until they are removed', () => {
    const indicator = new Identity();
    const heard: string[] = [];
    const stop = indicator.onUpdated(({ value }) => heard.push(`a${value}`));
    indicator.onUpdated(({ value }) => heard.push(`b${value}`));
    indicator.update(1, 1);
    stop();
    stop();
    indicator.update(2, 2);
    expect(heard).toEqual(['a1', 'b1', 'b2']);
  });

  it('keeps a window from the first request on, and enlarges it when more is requested', () => {
    const indicator = new Identity();
    for (let time = 1; time <= 4; time++) indicator.update(time, time * 10);
    expect([indicator.at(0), indicator.at(1), indicator.at(2)]).toEqual([40, 30, NaN]);
    indicator.update(5, 50);
    expect([indicator.at(0), indicator.at(1), indicator.at(2)]).toEqual([50, 40, 30]);
    indicator.keep(4);
    for (let time = 6; time <= 9; time++) indicator.update(time, time * 10);
    expect([0, 1, 2, 3].map((index) => indicator.at(index))).toEqual([90, 80, 70, 60]);
  });

  it('forgets everything but its handlers on a reset', () => {
    const indicator = new Identity();
    const heard: number[] = [];
    indicator.onUpdated(({ value }) => heard.push(value));
    indicator.keep(3);
    indicator.update(9, 1);
    indicator.reset();
    expect(indicator).toMatchObject({ samples: 0, value: 0, previous: 0, time: NaN });
    indicator.update(1, 2);
    expect(indicator.at(2)).toBe(NaN);
    expect(heard).toEqual([1, 2]);
  });
});
