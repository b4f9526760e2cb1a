import { escapeHtml } from './escape-html.ts';

/** 1,234,567: by hand, since the first use of the language's own formatting loads tables for milliseconds. */
export function grouped(count: number): string {
  return escapeHtml(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** -$1,234.56 with a true minus. */
export function moneyText(value: number, sign: string): string {
  const [whole, part] = Math.abs(value).toFixed(2).split('.');
  const isBelow = value < 0 && (whole !== '0' || part !== '00');
  return `${isBelow ? '−' : ''}${sign}${grouped(Number(whole))}.${part}`;
}

/** −12.34% with a true minus. */
export function percentText(value: number): string {
  return `${(value * 100)
    .toFixed(2)
    .replace(/^-(0\.00)$/, '$1')
    .replace('-', '−')}%`;
}

/** The style of a cell with a gain or a loss. */
export function signOf(value: number): string {
  return value > 0 ? 'up' : value < 0 ? 'down' : '';
}
