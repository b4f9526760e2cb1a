import { HOST_ERRORS } from '../host/errors.ts';
import { valueText } from '../host/parameter-values.ts';
import type { SearchProgress } from '../host/search/run-search.ts';
import type { SearchPlan } from '../host/search/search-plan.ts';
import { EngineError } from '../model/engine-error.ts';
import type { FlagValues } from './command.ts';
import type { Output } from './output.ts';
import { duration } from './progress.ts';

/** Milliseconds between two pictures on a terminal, and between two lines elsewhere. */
const REDRAW_AFTER = 200;
const LINE_AFTER = 5_000;
const CLEAR_LINE = '\r\u001B[2K';

/** Shows how far a search is: trials, rate, time left and the best so far. */
export class SearchDisplay {
  private readonly output: Output;
  private readonly isOn: boolean;
  private readonly now: () => number;
  private names: readonly string[] = [];
  private prefix = '';
  private begun = 0;
  private shownAt = 0;
  private isDrawn = false;

  /** @param now real milliseconds */
  constructor(output: Output, isOn: boolean, now: () => number = () => performance.now()) {
    this.output = output;
    this.isOn = isOn;
    this.now = now;
  }

  /** @param prefix before each line */
  begin({ parameters, limit }: SearchPlan, known: number, prefix = ''): void {
    this.prefix = prefix;
    this.names = parameters.parameters.map(({ name }) => name);
    this.begun = this.shownAt = this.now();
    if (this.isOn && known > 0)
      this.output.say(`${prefix}going on, ${known} of ${limitText(limit)} trials are in the ledger.`);
  }

  update(progress: SearchProgress): void {
    const now = this.now();
    const { isTerminal, columns } = this.output;
    if (!this.isOn || now - this.shownAt < (isTerminal ? REDRAW_AFTER : LINE_AFTER)) return;
    this.shownAt = now;
    const line = this.lineOf(progress, now - this.begun);
    if (!isTerminal) {
      this.output.say(line);
      return;
    }
    this.isDrawn = true;
    this.output.draw(CLEAR_LINE + line.slice(0, columns - 1));
  }

  clear(): void {
    if (this.isDrawn) this.output.draw(CLEAR_LINE);
    this.isDrawn = false;
  }

  private lineOf({ finished, limit, ran, best }: SearchProgress, elapsed: number): string {
    const rate = ran / Math.max(1, elapsed);
    const left = duration((limit - finished) / rate);
    const found =
      best === undefined
        ? 'no result yet'
        : `best ${best.value?.toPrecision(4)} (${this.names.map((name) => `${name}=${valueText(best.parameters[name])}`).join(' ')})`;
    return `${this.prefix}${finished}/${limitText(limit)} trials, ${(rate * 1000).toFixed(1)}/s, ${left} left, ${found}`;
  }
}

function limitText(limit: number): string {
  return Number.isFinite(limit) ? String(limit) : '?';
}

/** A whole number of a flag. @throws EngineError for anything else */
export function numberFlag(flags: FlagValues, name: string, least: number): number | undefined {
  const text = flags.text(name);
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new EngineError(
    HOST_ERRORS.BAD_NUMBER,
    `--${name} is "${text}", but must be a whole number of at least ${least}.`,
    { data: { flag: name } },
  );
}
