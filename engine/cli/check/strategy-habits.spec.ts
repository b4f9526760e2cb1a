import { describe, expect, it } from 'vitest';
import { scanHabits } from './strategy-habits.ts';

/** The findings in the body of a strategy's class, and outside it. */
function found(body: string, outside = ''): string[] {
  const text = `import { Algorithm } from 'tradewright';\n${outside}\nexport default class Mine extends Algorithm {\n${body}\n}\n`;
  return scanHabits('strategy.ts', text, new Set(['fast', 'slow'])).map(
    ({ line, kind, message }) => `${line} ${kind}: ${message}`,
  );
}

describe('handlers of wrong names', () => {
  it.each([
    ['ondata(): void {}', 'onData'],
    ['OnData(): void {}', 'onData'],
    ['on_order_event(): void {}', 'onOrderEvent'],
    ['onOrderEvents(): void {}', 'onOrderEvent'],
    ['Initialize(): void {}', 'initialize'],
    ['onSecurityChanged(): void {}', undefined],
    ['onWarmUpFinished = () => {};', 'onWarmupFinished'],
  ])('%s', (body, meant) => {
    const name = /^\w+/.exec(body)?.[0];
    const faults = meant === undefined ? [] : [`4 handler: the engine never calls ${name}; did you mean ${meant}?`];
    expect(found(body)).toEqual(faults);
  });

  it('are not reported in other classes, nor for methods with other names', () => {
    expect(found('private onBar(): void {}\n  private ready(): void {}', 'class Other { ondata(): void {} }')).toEqual(
      [],
    );
  });
});

describe('promises', () => {
  const NOBODY =
    'this promise is not awaited, so its work happens at another instant or not at all; write await before it';

  it.each([
    ['async work(): Promise<void> {}\n  onData(): void { this.work(); }', ''],
    ['onData(): void { helper(); }', 'async function helper(): Promise<void> {}'],
    ['onData(): void { helper(); }', 'const helper = async (): Promise<void> => {};'],
    ['onData(): void { Promise.all([]); }', ''],
    ['onData(): void { helper().then(() => {}); }', 'declare function helper(): Promise<void>;'],
    ['onData(): void { (async () => {})(); }', ''],
    ['onData(): void { new Promise(() => {}); }', ''],
  ])('that are not awaited: %s %s', (body, outside) => {
    expect(found(body, outside).map((line) => line.replace(/^\d+ /, ''))).toEqual([`promise: ${NOBODY}`]);
  });

  it('that are awaited, returned or explicitly dropped are not reported', () => {
    const body = `
      async work(): Promise<void> {}
      async onData(): Promise<void> { await this.work(); void this.work(); }
      async initialize(): Promise<void> { return this.work(); }`;
    expect(found(body)).toEqual([]);
  });

  it.each([
    [
      'async onOrderEvent(): Promise<void> {}',
      'the engine does not wait for onOrderEvent, so it must not be async; onData and scheduled events may be',
    ],
    [
      'onSplits = async (): Promise<void> => {};',
      'the engine does not wait for onSplits, so it must not be async; onData and scheduled events may be',
    ],
    [
      "onData(): void { this.consolidate('A', 5, async () => {}); }",
      'the engine does not wait for the function passed to consolidate, so it must not be async',
    ],
    [
      'async told(): Promise<void> {}\n  onData(): void { this.average.onUpdated(this.told); }',
      'the engine does not wait for the function passed to onUpdated, so it must not be async',
    ],
  ])('of handlers that the engine does not wait for: %s', (body, message) => {
    expect(found(body).map((line) => line.replace(/^\d+ /, ''))).toEqual([`promise: ${message}`]);
  });
});

describe('parameters that config.json does not declare', () => {
  it('are named, with the declared ones', () => {
    const body = `
      readonly a = this.parameters.integer('fast');
      readonly b = this.parameters.number('quick');
      readonly c = this.parameters.has('maybe');`;
    expect(found(body)).toEqual([
      '6 parameter: it reads the parameter "quick", which config.json does not declare (declared: fast, slow)',
    ]);
  });
});
