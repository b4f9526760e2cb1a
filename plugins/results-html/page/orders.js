/** The table of orders: sorted by a click on a head, filtered by words, some hundreds of rows at a time. */
function ordersTable(orders, total) {
  const PAGE = 100;
  const table = document.getElementById('orders');
  const count = document.getElementById('order-count');
  const filter = document.getElementById('order-filter');
  const stamp = (seconds) => (seconds === null ? '' : new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' '));
  const named = ({ names, index }) => index.map((code) => names[code]);
  const shortSymbol = (symbol) => symbol.slice(symbol.lastIndexOf('/') + 1);
  const number = (value) => (value === null || value === '' ? null : Number(value));
  const columns = [
    ['Order', orders.id, String, true],
    ['Created (UTC)', orders.created, stamp],
    ['Symbol', named(orders.symbol).map(shortSymbol), String],
    ['Type', named(orders.type), String],
    ['Status', named(orders.status), String],
    ['Quantity', orders.quantity, String, true],
    ['Filled', orders.filled, String, true],
    ['Price', orders.price.map(number), (_value, row) => orders.price[row], true],
    ['Limit', orders.limit, (value) => (value === null ? '' : String(value)), true],
    ['Stop', orders.stop, (value) => (value === null ? '' : String(value)), true],
    ['Ended (UTC)', orders.ended, stamp],
    ['Tag', named(orders.tag), String],
  ].filter(([title, values]) => !['Limit', 'Stop', 'Tag'].includes(title) || values.some((value) => value !== null && value !== ''));
  let sorted = { column: 0, isDown: false };
  let shown = PAGE;

  const compare = (values) => (one, other) => {
    const a = values[one];
    const b = values[other];
    if (a === b) return one - other;
    if (a === null || a === '') return 1;
    if (b === null || b === '') return -1;
    return (a < b ? -1 : 1) * (sorted.isDown ? -1 : 1);
  };

  function draw() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const texts = (row) => columns.map(([, values, text]) => text(values[row], row)).join(' ').toLowerCase();
    const rows = orders.id.map((_id, row) => row).filter((row) => words.length === 0 || words.every((word) => texts(row).includes(word)));
    rows.sort(compare(columns[sorted.column][1]));
    const head = columns
      .map(([title, , , isNumber], index) => {
        const isSorted = index === sorted.column;
        const arrow = isSorted ? (sorted.isDown ? ' ↓' : ' ↑') : '';
        return `<th scope="col"${isNumber ? ' class="number"' : ''}${isSorted ? ` aria-sort="${sorted.isDown ? 'descending' : 'ascending'}"` : ''}><button type="button" data-column="${index}">${title}${arrow}</button></th>`;
      })
      .join('');
    const body = rows
      .slice(0, shown)
      .map((row) => `<tr>${columns.map(([title, values, text, isNumber]) => cell(title, text(values[row], row), isNumber)).join('')}</tr>`)
      .join('');
    table.innerHTML = `<thead><tr>${head}</tr></thead><tbody>${body}</tbody>`;
    const rest = rows.length - Math.min(shown, rows.length);
    const left = total > orders.id.length ? ` The first ${orders.id.length} of ${total} orders are here; orders.csv has all.` : '';
    count.innerHTML = `${rest > 0 ? '<button type="button" id="more">Show more</button>' : ''}${Math.min(shown, rows.length)} of ${rows.length} orders shown.${left}`;
  }

  function cell(title, text, isNumber) {
    const side = text === 'Filled' || title !== 'Status' ? '' : ' style="color:var(--soft)"';
    const kind = isNumber ? ' class="number"' : title === 'Tag' ? ` class="tag" title="${escapeText(text)}"` : '';
    return `<td${kind}${side}>${escapeText(text)}</td>`;
  }

  table.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-column]');
    if (!button) return;
    const column = Number(button.dataset.column);
    sorted = { column, isDown: column === sorted.column && !sorted.isDown };
    draw();
    table.querySelector(`[data-column="${column}"]`).focus();
  });
  count.addEventListener('click', (event) => {
    if (event.target.id !== 'more') return;
    shown += 5 * PAGE;
    draw();
  });
  filter.addEventListener('input', () => {
    shown = PAGE;
    draw();
  });
  draw();
}
