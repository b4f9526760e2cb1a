import { type ClosedTrade, type StoredRun, TimeZone } from 'tradewright/plugin';
import { escapeHtml as text } from './escape-html.ts';
import { byHour, bySide, bySymbol, byWeekday } from './profit-groups.ts';
import type { ProfitGroup } from './profit-groups.ts';
import { currencyOf } from './report-data.ts';
import { grouped, moneyText, percentText, signOf } from './table-text.ts';

const MOST_SYMBOLS = 100;

/** Profit of the closed trades by symbol, side, weekday and hour; empty without any. */
export function profits(run: StoredRun, trades: readonly ClosedTrade[]): string {
  if (trades.length === 0) return '';
  const zone = run.timeZone === undefined ? TimeZone.UTC : TimeZone.of(run.timeZone);
  const toLocal = (utc: number): number => zone.toLocal(utc);
  const hours = byHour(trades, toLocal);
  const symbols = bySymbol(trades).map((group) => ({
    ...group,
    name: group.name.slice(group.name.lastIndexOf('/') + 1),
  }));
  const sign = currencyOf(run);
  const cards = [
    table('symbol', symbols.slice(0, MOST_SYMBOLS), sign),
    table('side', bySide(trades), sign),
    table('weekday', byWeekday(trades, toLocal), sign),
    // bars of days all fill at one hour
    hours.length > 1 ? table('hour', hours, sign) : '',
  ];
  const left =
    symbols.length > MOST_SYMBOLS ? ` The ${MOST_SYMBOLS} symbols with the largest profits and losses are here.` : '';
  return `<section class="card wide" id="profits"><h2>Profit of closed trades</h2><div class="groups-of">${cards.join('')}</div>
<p class="hint">After fees. Weekday and hour are those of the entry in ${text(zone.id)}.${left}</p></section>
`;
}

function table(title: string, groups: readonly ProfitGroup[], sign: string): string {
  const rows = groups.map(({ name, currency, trades, winners, profit, averageReturn }) => {
    const amount = moneyText(profit, currency === '' ? sign : `${currency} `);
    return `<tr><th scope="row">${text(name)}</th><td class="number">${grouped(trades)}</td><td class="number">${Math.round((winners / trades) * 100)}%</td><td class="number ${signOf(profit)}">${text(amount)}</td><td class="number ${signOf(averageReturn)}">${percentText(averageReturn)}</td></tr>`;
  });
  return `<div class="scroll short" tabindex="0" role="region" aria-label="Profit by ${title}"><table class="groups"><thead><tr><th scope="col">By ${title}</th><th scope="col" class="number">Trades</th><th scope="col" class="number">Won</th><th scope="col" class="number">Profit</th><th scope="col" class="number">Average</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
