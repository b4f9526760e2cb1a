import * as api from 'tradewright';
import { describe, expect, it } from 'vitest';
import { at, tradeColumns } from '../../engine/testkit/memory-columns.ts';
import { MemoryMarket } from '../../engine/testkit/memory-market.ts';
import { runScript } from '../../engine/testkit/scripted-run.ts';
import { textOf } from './document.ts';

/** The names of the last column of the guide's tables. */
const names = textOf('docs/from-quantconnect.md')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => [...(line.split('|').at(-2) ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name));

/** Objects that a strategy has in the middle of a run. */
async function things(): Promise<Readonly<Record<string, object>>> {
  let found: Readonly<Record<string, object>> = {};
  const rows = tradeColumns([
    [at('2024-03-04'), 1],
    [at('2024-03-05'), 1],
  ]);
  await runScript(
    new MemoryMarket({ series: [{ ticker: 'IBM', resolution: api.Resolution.Daily, rows }] }),
    {
      initialize: (algorithm) => void algorithm.addEquity('IBM', api.Resolution.Daily),
      onData(algorithm, slice) {
        const security = algorithm.securities.of('IBM');
        const ticket = algorithm.limitOrder(security, 1, 0.5);
        const indicator = new api.SimpleMovingAverage(2);
        found = { algorithm, slice, security, ticket, holding: security.holdings, indicator };
      },
    },
    { start: '2024-03-04', end: '2024-03-05' },
  );
  return found;
}

/** Whether a path of names exists on one of the objects, on the strategy, or in the package. */
function leads(path: string, found: Readonly<Record<string, object>>): boolean {
  const [first, ...rest] = path.split('.');
  const root = Object.hasOwn(found, first) ? found[first] : undefined;
  let thing: unknown = root ?? found['algorithm'];
  const parts = root === undefined ? [first, ...rest] : rest;
  if (root === undefined && !(first in (thing as object))) thing = api;
  for (const part of parts) {
    if (typeof thing !== 'object' && typeof thing !== 'function') return false;
    if (thing === null || !(part in thing)) return false;
    thing = (thing as Readonly<Record<string, unknown>>)[part];
  }
  return true;
}

describe('the guide for QuantConnect users', () => {
  it('contains only existing names', async () => {
    const found = await things();
    expect(Object.keys(found)).toHaveLength(6);
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => !leads(name, found))).toEqual([]);
  });

  it('is tested by a check that detects missing names', async () => {
    const found = await things();
    expect(
      ['addOption', 'portfolio.of', 'OrderStatus.Gone', 'ticket.undo'].filter((name) => leads(name, found)),
    ).toEqual([]);
  });
});
