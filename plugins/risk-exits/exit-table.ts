import {
  averageTrueRangeStop,
  breakEvenStop,
  EngineError,
  eventStop,
  fixedStop,
  fixedTarget,
  garchStop,
  percentStop,
  percentTarget,
  timeStop,
  trailingStop,
} from 'tradewright/plugin';
import type { ExitRule } from 'tradewright/plugin';
import { EXIT_ERRORS } from './errors.ts';

/** Creates a rule from the arguments after its name. @throws EngineError EXIT_BAD_ARGUMENTS, POSITION_BAD_EXIT */
export type ExitMaker = (parts: readonly string[]) => ExitRule;

/** The rules by name, in the order of the documentation. */
export const EXITS: Readonly<Record<string, ExitMaker>> = {
  'percent-stop': (parts) => percentStop(...needed('percent-stop:0.05', parts)),
  'percent-target': (parts) => percentTarget(...needed('percent-target:0.1', parts)),
  'fixed-stop': (parts) => fixedStop(...needed('fixed-stop:2.5', parts)),
  'fixed-target': (parts) => fixedTarget(...needed('fixed-target:5', parts)),
  'break-even': (parts) => breakEvenStop(...needed('break-even:0.03', parts)),
  'trailing-stop'(parts) {
    const [distance, after = 0] = numbers('trailing-stop:0.02,0.03', parts, { least: 1, most: 2 });
    return trailingStop(distance, { after });
  },
  'atr-stop'(parts) {
    const isTrailing = parts[2] === 'trailing';
    const wish = { least: 1, most: 2 };
    const [multiple, period = 14] = numbers('atr-stop:3,14,trailing', isTrailing ? parts.slice(0, 2) : parts, wish);
    return averageTrueRangeStop(multiple, { period, isTrailing });
  },
  'garch-stop'(parts) {
    const [deviations = 2, horizon = 5, reward = 2] = numbers('garch-stop:2,5,2', parts, { least: 0, most: 3 });
    return garchStop({ deviations, horizon, reward });
  },
  'time-stop': (parts) => timeStop(...needed('time-stop:30', parts)),
  'event-stop'([series = '', ...rest]) {
    const [threshold] = numbers('event-stop:sentiment,-0.5', rest, { least: 1, most: 1 });
    return eventStop(series, threshold);
  },
};

function needed(example: string, parts: readonly string[]): [number] {
  return [numbers(example, parts, { least: 1, most: 1 })[0]];
}

function numbers(
  example: string,
  parts: readonly string[],
  { least, most }: { readonly least: number; readonly most: number },
): number[] {
  const values = parts.map((text) => (text.trim() === '' ? NaN : Number(text)));
  if (parts.length >= least && parts.length <= most && values.every(Number.isFinite)) return values;
  throw new EngineError(
    EXIT_ERRORS.BAD_ARGUMENTS,
    `The exit rule ${example.split(':')[0]} was given "${parts.join(',')}". Write it such as ${example}.`,
    { data: { parts } },
  );
}
