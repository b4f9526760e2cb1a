import { isoTime, type StoredRun } from 'tradewright/plugin';
import { largestDrawdowns } from './drawdowns.ts';
import { percentText } from './table-text.ts';

const SHOWN = 5;
const DAY = 86_400_000;

/** The deepest drawdowns of the equity with their dates; empty without any. */
export function drawdowns({ equity, intraday }: StoredRun): string {
  const isHourly = intraday !== undefined && intraday.time.length > equity.time.length;
  const series = isHourly ? { time: intraday.time, value: intraday.equity } : equity;
  const rows = largestDrawdowns(series, SHOWN).map(({ depth, peakTime, troughTime, recoveryTime, duration }) => {
    const recovered = recoveryTime === undefined ? 'not recovered' : dateOf(recoveryTime);
    return `<tr><td class="number down">${percentText(depth)}</td><td>${dateOf(peakTime)}</td><td>${dateOf(troughTime)}</td><td>${recovered}</td><td class="number">${daysText(duration)}</td></tr>`;
  });
  if (rows.length === 0) return '';
  return `<section class="card wide" id="drawdowns"><h2>Largest drawdowns</h2><div class="scroll" tabindex="0" role="region" aria-label="Largest drawdowns"><table class="groups"><thead><tr><th scope="col" class="number">Depth</th><th scope="col">Peak</th><th scope="col">Trough</th><th scope="col">Recovered</th><th scope="col" class="number">Days</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></section>
`;
}

/** A sample at midnight closes the day before. */
function dateOf(utc: number): string {
  return isoTime(utc - DAY / 2).slice(0, 10);
}

function daysText(duration: number): string {
  const days = duration / DAY;
  return days < 10 ? String(Math.round(days * 10) / 10) : String(Math.round(days));
}
