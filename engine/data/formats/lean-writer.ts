import { RowKind } from '../../model/columns.ts';
import { SecurityType } from '../../model/security-type.ts';
import { TickType } from '../../model/data-kinds.ts';
import { Resolution } from '../../model/resolution.ts';
import { IS_PRICE, placesOf } from '../convert/series-rows.ts';
import type { SeriesRows } from '../convert/series-rows.ts';
import { writeNumber } from '../convert/number-text.ts';
import { DAY } from '../time/calendar-math.ts';
import { formatCompactDate, formatTimeOfDay } from '../time/date-text.ts';
import { hasOneFile, tickTypeName } from './lean-paths.ts';
import type { LeanSeries } from './lean-paths.ts';
import type { LeanRowFormat } from './lean-row-format.ts';

/** One row in the format of LEAN's files, without a line end. */
export function leanRowText(rows: SeriesRows, row: number, format: LeanRowFormat): string {
  let text = timeText(rows.time[row], format.isDated);
  const isTick = rows.kind === RowKind.TradeTick || rows.kind === RowKind.QuoteTick;
  for (let column = 0; column < rows.numbers.length; column++) {
    const isPrice = IS_PRICE[rows.kind][column];
    if (isTick && !isPrice && !format.hasSizes) continue;
    const value = rows.numbers[column][row];
    text += ',';
    if (!Number.isNaN(value)) text += writeNumber(value, placesOf(rows, row, column), isPrice ? format.priceShift : 0);
  }
  return isTick ? text + tailText(rows, row, format) : text;
}

/** LEAN's name of the entry inside a zip. Source: Common/Util/LeanData.cs. */
export function leanEntryName(series: LeanSeries, ticker: string, date: number): string {
  const name = ticker.toLowerCase();
  const { securityType, resolution, tickType } = series;
  const isPerpetual = securityType === SecurityType.CryptoFuture;
  if (hasOneFile(resolution)) return isPerpetual ? `${name}_${tickTypeName(tickType)}_perp.csv` : `${name}.csv`;
  const day = formatCompactDate(date);
  if (securityType === SecurityType.Equity && resolution === Resolution.Tick)
    return `${day}_${name}_${tickType === TickType.Quote ? 'Quote' : 'Trade'}_Tick.csv`;
  return `${day}_${name}_${resolution}_${tickTypeName(tickType)}${isPerpetual ? '_perp' : ''}.csv`;
}

function timeText(time: number, isDated: boolean): string {
  const midnight = Math.floor(time / DAY) * DAY;
  if (!isDated) return String(time - midnight);
  return `${formatCompactDate(midnight)} ${formatTimeOfDay(time - midnight).slice(0, 5)}`;
}

function tailText({ texts }: SeriesRows, row: number, { tail }: LeanRowFormat): string {
  const [exchange, condition, suspicious] = texts;
  if (tail === 'none' || suspicious[row] === '') return '';
  return tail === 'exchange' ? `,${exchange[row]},${condition[row]},${suspicious[row]}` : `,${suspicious[row]}`;
}
