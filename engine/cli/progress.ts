import { dateText } from '../host/dates.ts';
import type { BacktestRequest } from '../runtime/run-request.ts';
import type { Output } from './output.ts';

type Progress = Parameters<NonNullable<BacktestRequest['onProgress']>>[0];

const BAR_WIDTH = 24;
/** Milliseconds between two updates on a terminal, and between two lines elsewhere. */
const REDRAW_AFTER = 100;
const LINE_AFTER = 2_000;
const CLEAR_LINE = '\r\u001B[2K';

/** Shows the progress of a run: a bar on a terminal, otherwise periodic lines. Short runs show nothing. */
export class ProgressDisplay {
  private readonly output: Output;
  private readonly now: () => number;
  private readonly begun: number;
  private shownAt: number;
  private isDrawn = false;

  /** @param now real milliseconds, for rate and remaining time */
  constructor(output: Output, now: () => number = () => performance.now()) {
    this.output = output;
    this.now = now;
    this.begun = this.shownAt = now();
  }

  update(progress: Progress): void {
    const now = this.now();
    if (now - this.shownAt < (this.output.isTerminal ? REDRAW_AFTER : LINE_AFTER)) return;
    this.shownAt = now;
    const state = stateOf(progress, now - this.begun);
    if (!this.output.isTerminal) {
      this.output.say(`${percent(state.share)} ${state.date}, ${state.rate} rows/s, ${state.left} left`);
      return;
    }
    this.isDrawn = true;
    const line = `${percent(state.share)} ${bar(state.share)} ${state.date}  ${state.rate} rows/s  ${state.left} left`;
    this.output.draw(CLEAR_LINE + line.slice(0, this.output.columns - 1));
  }

  /** Removes the bar before other output. */
  clear(): void {
    if (this.isDrawn) this.output.draw(CLEAR_LINE);
    this.isDrawn = false;
  }
}

interface State {
  readonly share: number;
  readonly date: string;
  readonly rate: string;
  readonly left: string;
}

function stateOf({ utc, startUtc, endUtc, rows }: Progress, elapsed: number): State {
  const share = Math.min(1, Math.max(0, (utc - startUtc) / Math.max(1, endUtc - startUtc)));
  const left = share > 0 ? (elapsed / share) * (1 - share) : NaN;
  return { share, date: dateText(utc), rate: scaled((rows / Math.max(1, elapsed)) * 1000), left: duration(left) };
}

function percent(share: number): string {
  return `${String(Math.floor(share * 100)).padStart(3)} %`;
}

function bar(share: number): string {
  const full = Math.round(share * BAR_WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}`;
}

/** `1.2 M`, `340 k`, `12`. */
export function scaled(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} M`;
  return value >= 1e3 ? `${Math.round(value / 1e3)} k` : String(Math.round(value));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** `3 s`, `2:05 min`, `1:02:05 h`; a dash when it is unknown. */
export function duration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return '–';
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)} min`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)} h`;
}
