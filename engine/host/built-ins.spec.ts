import { Algorithm, Resolution } from 'tradewright';
import { openSession, type BarSeries, type Session } from 'tradewright/session';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const DAY = 86_400_000;
const time = Float64Array.from({ length: 200 }, (_, day) => Date.UTC(2004, 0, 5) + day * DAY).filter(
  (at) => new Date(at).getUTCDay() % 6 !== 0,
);
const close = time.map((_, row) => Math.round(1000 + 200 * Math.sin(row / 9)) / 10);
const BARS: BarSeries = {
  ticker: 'ACME',
  resolution: Resolution.Daily,
  time,
  open: close,
  high: close,
  low: close,
  close,
};
const PERIOD = { start: '2004-01-05', end: '2004-06-30', cash: 100_000 } as const;

class Plain extends Algorithm {
  private readonly stock = this.addEquity('ACME', Resolution.Daily);

  override initialize(): void {
    this.setBenchmark(() => 0);
  }

  override onData(): void | Promise<void> {
    if (this.portfolio.invested) this.liquidate(this.stock);
    else this.setHoldings(this.stock, 0.9);
  }
}

type Place = 'initialize' | 'onData' | 'onEndOfAlgorithm';

/** A strategy that does something once in a handler. */
function doing(deed: () => void, place: Place = 'onData'): typeof Plain {
  let isDone = false;
  const once = (): void => {
    if (!isDone) deed();
    isDone = true;
  };
  return class Patching extends Plain {
    override initialize(): void {
      super.initialize();
      if (place === 'initialize') once();
    }
    override onData(): void | Promise<void> {
      if (place === 'onData') once();
      return super.onData();
    }
    override onEndOfAlgorithm(): void {
      if (place === 'onEndOfAlgorithm') once();
    }
  };
}

let session: Session;
let plain: unknown;

async function answers(strategy: typeof Plain): Promise<unknown> {
  const { statistics, orderListHash, finalEquity, record } = await session.run({ strategy, ...PERIOD });
  return { statistics, orderListHash, finalEquity, hashes: record.hashes };
}

beforeAll(async () => {
  session = await openSession({ bars: [BARS] });
  plain = await answers(Plain);
});
afterAll(() => session.close());

function set(object: object, key: PropertyKey, value: unknown): void {
  Reflect.set(object, key, value);
}
function define(object: object, key: PropertyKey, descriptor: PropertyDescriptor): void {
  Object.defineProperty(object, key, { configurable: true, ...descriptor });
}
const nothing = (): undefined => undefined;

const PATCHES: readonly (readonly [name: string, deed: () => void])[] = [
  ['Math.round', () => set(Math, 'round', Math.floor)],
  ['Math.sqrt', () => define(Math, 'sqrt', { get: () => () => 1 })],
  ['Math', () => set(globalThis, 'Math', Object.create(Math, { max: { value: Math.min } }))],
  ['Number.isFinite', () => set(Number, 'isFinite', () => true)],
  ['Number.prototype.toFixed', () => set(Number.prototype, 'toFixed', () => '1.00')],
  ['String.prototype.padStart', () => set(String.prototype, 'padStart', nothing)],
  ['Array.prototype.map', () => set(Array.prototype, 'map', () => [])],
  ['Array.prototype[Symbol.iterator]', () => set(Array.prototype, Symbol.iterator, Array.prototype.keys)],
  ['ArrayIterator.prototype.next', () => set(Reflect.getPrototypeOf([].values())!, 'next', () => ({ done: true }))],
  ['Array.prototype.filter', () => Reflect.deleteProperty(Array.prototype, 'filter')],
  ['JSON.stringify', () => set(JSON, 'stringify', () => '{}')],
  ['Map.prototype.get', () => set(Map.prototype, 'get', nothing)],
  ['TypedArray.prototype.at', () => set(Reflect.getPrototypeOf(Float64Array.prototype)!, 'at', nothing)],
  ['Object.prototype.tag', () => define(Object.prototype, 'tag', { get: () => 'mine' })],
  ['Object.entries', () => set(Object, 'entries', () => [])],
];

describe('a strategy that changes a built-in object', () => {
  it.each(PATCHES)('%s fails with its name, and the next run is as without it', async (name, deed) => {
    const run = session.run({ strategy: doing(deed), ...PERIOD });
    await expect(run).rejects.toMatchObject({ code: 'HOST_BUILT_INS_CHANGED' });
    await expect(run).rejects.toThrow(`The strategy Patching, or other code that ran meanwhile, changed ${name}. `);
    expect(await answers(Plain)).toEqual(plain);
  });

  it.each<Place>(['initialize', 'onData', 'onEndOfAlgorithm'])('in %s', async (place) => {
    const deed = (): void => set(Math, 'abs', Math.ceil);
    await expect(session.run({ strategy: doing(deed, place), ...PERIOD })).rejects.toThrow('changed Math.abs. ');
  });

  it('and throws then', async () => {
    const deed = (): void => {
      set(Array.prototype, 'push', nothing);
      throw new Error('distraction');
    };
    await expect(session.run({ strategy: doing(deed), ...PERIOD })).rejects.toThrow('changed Array.prototype.push. ');
    expect(await answers(Plain)).toEqual(plain);
  });

  it('fails the runs that were under way at the time, too', async () => {
    class Waiting extends Plain {
      override async onData(): Promise<void> {
        await new Promise((resolve) => setImmediate(resolve));
        await super.onData();
      }
    }
    const other = session.run({ strategy: Waiting, ...PERIOD });
    await expect(session.run({ strategy: doing(() => set(Math, 'floor', Math.ceil)), ...PERIOD })).rejects.toThrow(
      'changed Math.floor',
    );
    await expect(other).rejects.toThrow('The strategy Waiting, or other code that ran meanwhile, changed Math.floor. ');
  });
});

describe('a program that changed a built-in object itself', () => {
  it('is told before a run, and keeps its change', async () => {
    const { trunc } = Math;
    // the whole comparison is made now and then
    await new Promise((resolve) => void setTimeout(resolve, 30));
    Math.trunc = Math.round;
    try {
      await expect(answers(Plain)).rejects.toThrow('Math.trunc was changed before the run of Plain. ');
      expect(Math.trunc).toBe(Math.round);
    } finally {
      Math.trunc = trunc;
    }
    expect(await answers(Plain)).toEqual(plain);
  });
});
