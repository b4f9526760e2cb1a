import { escapeText } from './chart.js';

const PAGE = 25;
const MORE = 250;

const stamp = (seconds) =>
  seconds === null ? '' : new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ');
const named = ({ names, index }) => index.map((code) => names[code]);
const shortSymbol = (symbol) => symbol.slice(symbol.lastIndexOf('/') + 1);
const isEmpty = (value) => value === null || value === '';
const numberOf = (value) => (value === null || value === '' ? null : Number(value));
/** Without the digits that only say that binary fractions are not decimal ones. */
const level = (value) => (value === null ? '' : String(+value.toPrecision(10)));

/** What the table shows of the orders: values that sort, and their texts. */
function columnsOf(orders) {
  const columns = [
    { title: 'Order', values: orders.id, text: String, isNumber: true },
    { title: 'Created (UTC)', values: orders.created, text: stamp },
    { title: 'Symbol', values: named(orders.symbol).map(shortSymbol), text: String },
    { title: 'Type', values: named(orders.type), text: String },
    { title: 'Status', values: named(orders.status), text: String },
    { title: 'Quantity', values: orders.quantity, text: String, isNumber: true },
    { title: 'Filled', values: orders.filled, text: String, isNumber: true },
    { title: 'Price', values: orders.price.map(numberOf), text: (_value, row) => orders.price[row], isNumber: true },
    { title: 'Limit', values: orders.limit, text: level, isNumber: true, mayBeLeftOut: true },
    { title: 'Stop', values: orders.stop, text: level, isNumber: true, mayBeLeftOut: true },
    { title: 'Ended (UTC)', values: orders.ended, text: stamp },
    { title: 'Tag', values: named(orders.tag), text: String, mayBeLeftOut: true },
  ];
  return columns.filter(
    ({ values, mayBeLeftOut }) => !mayBeLeftOut || values.some((value) => value !== null && value !== ''),
  );
}

function cell({ title, isNumber }, text) {
  const style = title === 'Status' && text !== 'Filled' ? ' style="color:var(--soft)"' : '';
  const whole = title === 'Tag' ? ` class="tag" title="${escapeText(text)}"` : '';
  return `<td${isNumber ? ' class="number"' : whole}${style}>${escapeText(text)}</td>`;
}

/** The table of orders: sorted by a click on a head, filtered by words, some dozens of rows at first. */
export class OrderTable {
  constructor(orders, total) {
    this.columns = columnsOf(orders);
    this.count = orders.id.length;
    this.total = total;
    this.sorted = { column: 0, isDown: false };
    this.shown = PAGE;
    this.table = document.getElementById('orders');
    this.note = document.getElementById('order-count');
    this.filter = document.getElementById('order-filter');
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
      if (event.target.id !== 'more') return;
      this.shown += MORE;
      this.draw();
    });
    this.filter.addEventListener('input', () => {
      this.shown = PAGE;
      this.draw();
    });
  }

  /** The rows that have all words of the filter, in the chosen order; what is empty comes last. */
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
    const rows = Array.from({ length: this.count }, (_, row) => row).filter((row) => words.length === 0 || has(row));
    const { values } = this.columns[this.sorted.column];
    const sign = this.sorted.isDown ? -1 : 1;
    return rows.sort((one, other) => {
      const [a, b] = [values[one], values[other]];
      if (a === b) return one - other;
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
    const line = (row) => this.columns.map((column) => cell(column, column.text(column.values[row], row))).join('');
    const heads = this.columns.map((column, index) => this.head(column, index)).join('');
    this.table.innerHTML = `<thead><tr>${heads}</tr></thead><tbody>${shown.map((row) => `<tr>${line(row)}</tr>`).join('')}</tbody>`;
    const button = rows.length > shown.length ? '<button type="button" id="more">Show more</button>' : '';
    const rest = this.total > this.count ? ` The first ${this.count} of ${this.total} are here.` : '';
    this.note.innerHTML = `${button}${shown.length} of ${rows.length} orders shown; orders.csv has all.${rest}`;
  }
}
