import type { ExchangeHours } from '../time/exchange-hours.ts';
import type { CorporateActions } from '../corporate-actions.ts';

export const CorporateEventKind = {
  SplitWarning: 0,
  Split: 1,
  Dividend: 2,
  SymbolChange: 3,
  DelistingWarning: 4,
  Delisted: 5,
} as const;
export type CorporateEventKind = (typeof CorporateEventKind)[keyof typeof CorporateEventKind];

/** A corporate event, which occurs at the midnight of a trading day. */
export interface CorporateEvent {
  readonly kind: CorporateEventKind;
  /** Midnight of the event's day, wall-clock time of the exchange. */
  readonly time: number;
  /** Split factor, or dividend per share. */
  readonly amount: number;
  readonly referencePrice: number;
  readonly oldTicker: string;
  readonly newTicker: string;
}

interface Period {
  readonly from: number;
  readonly to: number;
}

/**
 * The corporate events of a period in LEAN's order.
 *
 * The factor file contains splits and dividends on the last day before them; the events occur on the next trading day.
 * A period that starts on that day omits them (Engine/DataFeeds/Enumerators/*EventProvider.cs).
 */
export function corporateEvents(actions: CorporateActions, hours: ExchangeHours, period: Period): CorporateEvent[] {
  const events = [...splitEvents(actions, hours, period), ...dividendEvents(actions, hours, period)];
  for (const change of actions.symbolChanges) {
    const time = firstTradingDay(hours, change.date);
    if (time > period.from && time <= period.to) {
      events.push({
        ...blank(CorporateEventKind.SymbolChange, time),
        oldTicker: change.oldTicker,
        newTicker: change.newTicker,
      });
    }
  }
  const delisting = actions.delistingDate;
  if (delisting >= period.from && delisting <= period.to)
    events.push(blank(CorporateEventKind.DelistingWarning, delisting));
  const gone = delisting + 86_400_000;
  if (gone >= period.from && gone <= period.to) events.push(blank(CorporateEventKind.Delisted, gone));
  return events.sort((a, b) => a.time - b.time || a.kind - b.kind);
}

function splitEvents(actions: CorporateActions, hours: ExchangeHours, period: Period): CorporateEvent[] {
  const events: CorporateEvent[] = [];
  for (const split of actions.splits) {
    const exDate = hours.nextTradingDay(split.date);
    if (split.date < period.from || split.date > period.to) continue;
    const figures = { amount: split.factor.toNumber(), referencePrice: split.referencePrice.toNumber() };
    events.push({ ...blank(CorporateEventKind.SplitWarning, split.date), ...figures });
    if (exDate <= period.to) events.push({ ...blank(CorporateEventKind.Split, exDate), ...figures });
  }
  return events;
}

function dividendEvents(actions: CorporateActions, hours: ExchangeHours, period: Period): CorporateEvent[] {
  const events: CorporateEvent[] = [];
  for (const dividend of actions.dividends) {
    const exDate = hours.nextTradingDay(dividend.date);
    if (dividend.date < period.from || exDate > period.to) continue;
    events.push({
      ...blank(CorporateEventKind.Dividend, exDate),
      amount: dividend.distribution.toNumber(),
      referencePrice: dividend.referencePrice.toNumber(),
    });
  }
  return events;
}

function blank(kind: CorporateEventKind, time: number): CorporateEvent {
  return { kind, time, amount: NaN, referencePrice: NaN, oldTicker: '', newTicker: '' };
}

function firstTradingDay(hours: ExchangeHours, date: number): number {
  return hours.isDateOpen(date) ? date : hours.nextTradingDay(date);
}
