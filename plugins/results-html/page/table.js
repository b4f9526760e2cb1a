import { escapeText } from './chart.js';

const PAGE = 25;
const MORE = 250;

const stamp = (seconds) =>
  seconds === null ? '' : new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ');
const named = ({ names, index }) => index.map((code) => names[code]);
const shortSymbol = (symbol) => symbol.slice(symbol.lastIndexOf('/') + 1);
const isEmpty = (value) => value === null || value === '';
const numberOf = (value) => (value === null || value === '' ? null : Number(value));
/** A price without the rounding errors of binary fractions. */
const level = (value) => (value === null ? '' : String(+value.toPrecision(10)));

/** An amount with two decimal places and a minus sign (U+2212). */
const hundredths = (value) =>
  `${value < 0 ? '−' : ''}${Math.abs(value).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
const percentage = (value) => `${hundredths(value * 100)}%`;
const excursion = (value) => (value === null ? '' : percentage(value));
/** A length of time in its two largest units. */
const duration = (seconds) => {
  const [days, hours, minutes] = [
    Math.floor(seconds / 86400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days >= 10) return `${days} d`;
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  return seconds < 60 ? `${seconds} s` : `${minutes} min`;
};
const signed = (value) => (value > 0 ? 'up' : value < 0 ? 'down' : '');

/** Columns of the table of orders: values for sorting, and their texts. */
export function orderColumns(orders) {
  return withoutEmpty([
    { title: 'Order', values: orders.id, text: String, isNumber: true },
    { title: 'Created (UTC)', values: orders.created, text: stamp },
    { title: 'Symbol', values: named(orders.symbol).map(shortSymbol), text: String },
    { title: 'Type', values: named(orders.type), text: String },
    {
      title: 'Status',
      values: named(orders.status),
      text: String,
      style: (value) => (value === 'Filled' ? '' : 'soft'),
    },
    { title: 'Quantity', values: orders.quantity, text: String, isNumber: true },
    { title: 'Filled', values: orders.filled, text: String, isNumber: true },
    { title: 'Price', values: orders.price.map(numberOf), text: (_value, row) => orders.price[row], isNumber: true },
    { title: 'Limit', values: orders.limit, text: level, isNumber: true, mayBeLeftOut: true },
    { title: 'Stop', values: orders.stop, text: level, isNumber: true, mayBeLeftOut: true },
    { title: 'Ended (UTC)', values: orders.ended, text: stamp },
    { title: 'Tag', values: named(orders.tag), text: String, mayBeLeftOut: true, isTag: true },
  ]);
}

function withoutEmpty(columns) {
  return columns.filter(({ values, mayBeLeftOut }) => !mayBeLeftOut || !values.every(isEmpty));
}

/** Columns of the table of closed trades, the most important first, for narrow screens. */
export function tradeColumns(trades, sign) {
  const currencies = named(trades.currency);
  const unit = (row) => (currencies[row] === '' ? '' : ` ${currencies[row]}`);
  const seconds = trades.left.map((left, row) => left - trades.entered[row]);
  return withoutEmpty([
    { title: 'Closed (UTC)', values: trades.left, text: stamp },
    { title: 'Symbol', values: named(trades.symbol).map(shortSymbol), text: String },
    { title: 'Side', values: trades.isLong.map((isLong) => (isLong ? 'long' : 'short')), text: String },
    {
      title: sign === '' ? 'Profit' : `Profit, ${sign}`,
      values: trades.profit,
      text: (value, row) => hundredths(value) + unit(row),
      style: signed,
      isNumber: true,
    },
    { title: 'Return', values: trades.return, text: percentage, style: signed, isNumber: true },
    { title: 'Quantity', values: trades.quantity, text: level, isNumber: true },
    { title: 'Opened (UTC)', values: trades.entered, text: stamp },
    { title: 'Opened at', values: trades.entry, text: level, isNumber: true },
    { title: 'Closed at', values: trades.exit, text: level, isNumber: true },
    { title: 'MAE', values: trades.mae, text: excursion, style: signed, isNumber: true, mayBeLeftOut: true },
    { title: 'MFE', values: trades.mfe, text: excursion, style: signed, isNumber: true, mayBeLeftOut: true },
    { title: 'Duration', values: seconds, text: duration, isNumber: true },
  ]);
}

function cell({ isTag, isNumber, style }, value, text) {
  const names = [isNumber ? 'number' : '', isTag ? 'tag' : '', style ? style(value) : ''].filter(Boolean).join(' ');
  const whole = isTag ? ` title="${escapeText(text)}"` : '';
  return `<td${names === '' ? '' : ` class="${names}"`}${whole}>${escapeText(text)}</td>`;
}

/** A table that a click on a column head sorts and a text filters; it shows the first rows, and more on request. */
export class RowTable {
  /**
   * `id` of the table, `around`: id prefix of its filter and count, `columns`, `words(shown, all)`: the text below,
   * `isDown`: initial order.
   */
  constructor({ id, around, columns, words, isDown = false }) {
    this.columns = columns;
    this.words = words;
    this.sorted = { column: 0, isDown };
    this.shown = PAGE;
    this.table = document.getElementById(id);
    this.note = document.getElementById(`${around}-count`);
    this.filter = document.getElementById(`${around}-filter`);
    this.listen();
    this.draw();
  }

  listen() {
    this.table.addEventListener('click', (event) => {
      const button = event.target.closest('button[data-column]');
      if (!button) return;
      const column = Number(button.dataset.column);
      this.sorted = { column, isDown: column === this.sorted.column && !this.sorted.isDown };
      this.draw();
      this.table.querySelector(`[data-column="${column}"]`).focus();
    });
    this.note.addEventListener('click', (event) => {
      if (!event.target.classList.contains('more')) return;
      this.shown += MORE;
      this.draw();
    });
    this.filter.addEventListener('input', () => {
      this.shown = PAGE;
      this.draw();
    });
  }

  /** The rows that contain all words of the filter, in the selected order; empty values are last. */
  rows() {
    const words = this.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const text = (row) =>
      this.columns
        .map((column) => column.text(column.values[row], row))
        .join(' ')
        .toLowerCase();
    const has = (row) => {
      const all = text(row);
      return words.every((word) => all.includes(word));
    };
    const rows = this.columns[0].values.map((_value, row) => row).filter((row) => words.length === 0 || has(row));
    const { values } = this.columns[this.sorted.column];
    const sign = this.sorted.isDown ? -1 : 1;
    return rows.sort((one, other) => {
      const [a, b] = [values[one], values[other]];
      if (a === b) return sign * (one - other);
      if (isEmpty(a)) return 1;
      if (isEmpty(b)) return -1;
      return a < b ? -sign : sign;
    });
  }

  head({ title, isNumber }, index) {
    const { column, isDown } = this.sorted;
    const isSorted = index === column;
    const arrow = isDown ? ' ↓' : ' ↑';
    const order = isSorted ? ` aria-sort="${isDown ? 'descending' : 'ascending'}"` : '';
    return `<th scope="col"${isNumber ? ' class="number"' : ''}${order}><button type="button" data-column="${index}">${title}${isSorted ? arrow : ''}</button></th>`;
  }

  draw() {
    const rows = this.rows();
    const shown = rows.slice(0, this.shown);
    const line = (row) =>
      this.columns.map((column) => cell(column, column.values[row], column.text(column.values[row], row))).join('');
    const heads = this.columns.map((column, index) => this.head(column, index)).join('');
    this.table.innerHTML = `<thead><tr>${heads}</tr></thead><tbody>${shown.map((row) => `<tr>${line(row)}</tr>`).join('')}</tbody>`;
    const button = rows.length > shown.length ? '<button type="button" class="more">Show more</button>' : '';
    this.note.innerHTML = button + this.words(shown.length, rows.length);
  }
}
