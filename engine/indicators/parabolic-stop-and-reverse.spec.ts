import { describe, expect, it } from 'vitest';
import { ParabolicStopAndReverseExtended } from './parabolic-stop-and-reverse-extended.ts';
import { ParabolicStopAndReverse } from './parabolic-stop-and-reverse.ts';
import { contractViolations, sampleBars, valuesOfBars } from './spec-support.ts';

describe('ParabolicStopAndReverse', () => {
  it('satisfies the indicator contract', () => {
    expect(contractViolations(() => new ParabolicStopAndReverse())).toEqual([]);
  });

  it('is the extended stop without its sign', () => {
    const bars = sampleBars(200);
    const signed = valuesOfBars(new ParabolicStopAndReverseExtended(), bars);
    expect(signed.some((value) => value < 0)).toBe(true);
    expect(valuesOfBars(new ParabolicStopAndReverse(), bars)).toEqual(signed.map(Math.abs));
    expect(new ParabolicStopAndReverse().name).toBe('PSAR(0.02,0.02,0.2)');
  });
});
