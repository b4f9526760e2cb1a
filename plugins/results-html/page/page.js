(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const WINDOW = 126;
  const YEAR = 252;
  const timesOf = (steps) => {
    let minute = 0;
    return steps.map((step) => (minute += step) * 60000);
  };
  const times = timesOf(data.curve.time);
  const { equity } = data.curve;
  const hasBenchmark = data.curve.benchmark.some((value) => value > 0);
  const firstMeasure = data.curve.benchmark.findIndex((value) => value > 0);
  const scale = hasBenchmark ? equity[firstMeasure] / data.curve.benchmark[firstMeasure] : 0;
  const benchmark = data.curve.benchmark.map((value) => (value > 0 ? value * scale : null));
  const benchmarkName = data.benchmark.replace(/@.*/, '').replace(/^.*\//, '') || 'benchmark';
  const days = timesOf(data.daily.time);

  const money = (value) => `${data.currency}${value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 })}`;
  const shortMoney = (value) => `${data.currency}${Math.abs(value) >= 1e6 ? `${+(value / 1e6).toFixed(2)}m` : Math.abs(value) >= 1e4 ? `${+(value / 1e3).toFixed(1)}k` : +value.toFixed(2)}`;
  const percent = (value, places = 1) => `${(value * 100).toFixed(places).replace(/^-(0(?:\.0*)?)$/, '$1').replace('-', '−')}%`;
  const plain = (value) => String(+value.toFixed(4)).replace('-', '−');
  const row = (name, value, color) => `<div><span class="key" style="display:inline-block;width:10px;height:3px;margin-right:6px;vertical-align:middle;background:var(--${color})"></span>${escapeText(name)} ${escapeText(value)}</div>`;

  function below(values) {
    let most = 0;
    return values.map((value) => {
      if (value === null) return null;
      if (value > most) most = value;
      return most > 0 ? value / most - 1 : 0;
    });
  }

  function returnsOf(values) {
    return values.map((value, index) => (index === 0 || !values[index - 1] || value === null ? 0 : value / values[index - 1] - 1));
  }

  /** Sharpe and beta over the last samples, by sums that move along. */
  function rolling() {
    const own = returnsOf(equity);
    const market = returnsOf(benchmark);
    const sums = { own: 0, market: 0, square: 0, marketSquare: 0, product: 0 };
    const add = (index, sign) => {
      sums.own += sign * own[index];
      sums.market += sign * market[index];
      sums.square += sign * own[index] ** 2;
      sums.marketSquare += sign * market[index] ** 2;
      sums.product += sign * own[index] * market[index];
    };
    const sharpe = [];
    const beta = [];
    for (let index = 0; index < own.length; index++) {
      if (index > 0) add(index, 1);
      if (index > WINDOW) add(index - WINDOW, -1);
      const variance = (sums.square - sums.own ** 2 / WINDOW) / (WINDOW - 1);
      const marketVariance = (sums.marketSquare - sums.market ** 2 / WINDOW) / (WINDOW - 1);
      const covariance = (sums.product - (sums.own * sums.market) / WINDOW) / (WINDOW - 1);
      const isWhole = index >= WINDOW;
      sharpe.push(isWhole && variance > 1e-12 ? (sums.own / WINDOW / Math.sqrt(variance)) * Math.sqrt(YEAR) : null);
      beta.push(isWhole && marketVariance > 1e-12 ? covariance / marketVariance : null);
    }
    return { sharpe, beta };
  }

  function heat() {
    const byYear = new Map();
    let before = equity[0];
    for (let index = 1; index < times.length; index++) {
      const month = dateOf(times[index]).slice(0, 7);
      const isLast = index + 1 === times.length || dateOf(times[index + 1]).slice(0, 7) !== month;
      if (!isLast) continue;
      const year = month.slice(0, 4);
      if (!byYear.has(year)) byYear.set(year, []);
      byYear.get(year)[Number(month.slice(5)) - 1] = equity[index] / before - 1;
      before = equity[index];
    }
    const cell = (value, full) => {
      if (value === undefined) return '<td></td>';
      const strength = (Math.min(Math.abs(value) / full, 1) * 0.62 + (value === 0 ? 0 : 0.06)).toFixed(2);
      return `<td style="background:rgba(var(--${value < 0 ? 'down' : 'up'}-rgb),${strength})">${percent(value)}</td>`;
    };
    const rows = [...byYear].map(([year, months]) => {
      const whole = Array.from({ length: 12 }, (_, month) => months[month]).reduce((product, value) => product * (1 + (value ?? 0)), 1) - 1;
      return `<tr><th scope="row">${year}</th>${Array.from({ length: 12 }, (_, month) => cell(months[month], 0.12)).join('')}${cell(whole, 0.4)}</tr>`;
    });
    document.getElementById('heat').innerHTML = `<thead><tr><th scope="col">Year</th>${NAMES.map((name) => `<th scope="col">${name}</th>`).join('')}<th scope="col">Year</th></tr></thead><tbody>${rows.join('')}</tbody>`;
  }

  function curves() {
    const lines = [{ times, values: equity, color: 'accent', fill: 0 }];
    if (hasBenchmark) lines.unshift({ times, values: benchmark, color: 'other', isSoft: true });
    const chart = new Chart('chart-equity', {
      label: `Equity against ${benchmarkName} over time`,
      lines,
      format: shortMoney,
      tip: (index) => row('equity', money(equity[index]), 'accent') + (benchmark[index] === null ? '' : row(benchmarkName, money(benchmark[index]), 'other')),
    });
    document.getElementById('equity-legend').innerHTML = `<i class="key" style="background:var(--accent)"></i>strategy${hasBenchmark ? `<i class="key" style="background:var(--other)"></i>${escapeText(benchmarkName)}, from the same start` : ''}`;
    for (const button of document.querySelectorAll('[data-scale]'))
      button.addEventListener('click', () => {
        for (const other of document.querySelectorAll('[data-scale]')) other.setAttribute('aria-pressed', String(other === button));
        chart.spec.isLog = button.dataset.scale === 'log';
        chart.draw();
      });
    const own = below(equity);
    const market = below(benchmark);
    new Chart('chart-drawdown', {
      label: 'Drawdown over time',
      lines: [{ times, values: own, color: 'down', fill: 0.16 }, ...(hasBenchmark ? [{ times, values: market, color: 'other', isSoft: true }] : [])],
      include: [0],
      hold: [0],
      format: (value) => percent(value, 0),
      tip: (index) => row('strategy', percent(own[index], 2), 'down') + (market[index] === null ? '' : row(benchmarkName, percent(market[index], 2), 'other')),
    });
    const { long, short } = data.daily;
    const hasShort = short.some((value) => value < 0);
    new Chart('chart-exposure', {
      label: 'Share of the portfolio that was invested over time',
      lines: [{ times: days, values: long, color: 'accent', fill: 0.16, isSoft: true }, ...(hasShort ? [{ times: days, values: short, color: 'down', fill: 0.16, isSoft: true }] : [])],
      include: [0, 1],
      hold: [0],
      format: (value) => percent(value, 0),
      tip: (index) => row('long', percent(long[index]), 'accent') + (hasShort ? row('short', percent(short[index]), 'down') : ''),
    });
  }

  function trends() {
    const { sharpe, beta } = rolling();
    const chart = (id, label, values, level) =>
      new Chart(id, {
        label,
        lines: [{ times, values, color: 'accent' }],
        include: level,
        format: plain,
        tip: (index) => (values[index] === null ? 'fewer than 126 days' : row(label, values[index].toFixed(3).replace('-', '−'), 'accent')),
      });
    chart('chart-sharpe', 'Rolling Sharpe ratio', sharpe, [0]);
    chart('chart-beta', 'Rolling beta', beta, [0]);
    document.getElementById('benchmark-name').textContent = benchmarkName;
  }

  /** Prices of one symbol with its fills on them. */
  function tradesOf(symbol) {
    const trail = data.daily.prices.find((one) => one.symbol === symbol);
    const { orders } = data;
    const fills = orders.id
      .map((_id, index) => index)
      .filter((index) => orders.symbol.names[orders.symbol.index[index]] === symbol && orders.filled[index] !== 0)
      .map((index) => ({ time: orders.ended[index] * 1000, price: Number(orders.price[index]), quantity: orders.filled[index], id: orders.id[index] }))
      .sort((one, other) => one.time - other.time);
    const line = trail
      ? { times: days.slice(trail.from, trail.from + trail.close.length), values: trail.close }
      : { times: fills.map(({ time }) => time), values: fills.map(({ price }) => price) };
    const side = (isUp) => {
      const chosen = fills.filter(({ quantity }) => quantity > 0 === isUp);
      return { times: chosen.map(({ time }) => time), values: chosen.map(({ price }) => price), isUp };
    };
    return { line: { ...line, color: 'ink', isSoft: true }, marks: [side(true), side(false)], fills };
  }

  function trades() {
    const select = document.getElementById('symbol');
    const symbols = [...new Set([...data.daily.prices.map(({ symbol }) => symbol), ...data.orders.symbol.names])];
    select.innerHTML = symbols.map((symbol) => `<option value="${escapeText(symbol)}">${escapeText(symbol.slice(symbol.lastIndexOf('/') + 1))}</option>`).join('');
    if (symbols.length === 0) {
      document.getElementById('chart-trades').textContent = 'No orders were sent.';
      return;
    }
    let shown;
    const spec = {
      label: '',
      lines: [],
      format: plain,
      tip: (index) => {
        const [{ times: at, values }] = spec.lines;
        const from = index === 0 ? -Infinity : at[index - 1];
        const near = shown.fills.filter(({ time }) => time > from && time <= at[index]);
        return `close ${plain(values[index])}${near.slice(0, 6).map(({ id, quantity, price }) => `<div class="${quantity > 0 ? 'up' : 'down'}">#${id} ${quantity > 0 ? 'bought' : 'sold'} ${Math.abs(quantity).toLocaleString('en-US')} at ${plain(price)}</div>`).join('')}`;
      },
    };
    const choose = () => {
      shown = tradesOf(select.value);
      spec.lines = [shown.line];
      spec.marks = shown.marks;
      spec.label = `Price and trades of ${select.value}`;
    };
    choose();
    const chart = new Chart('chart-trades', spec);
    select.addEventListener('change', () => {
      choose();
      chart.svg.setAttribute('aria-label', spec.label);
      chart.draw();
    });
  }

  function theme() {
    const root = document.documentElement;
    const asked = new URLSearchParams(location.search).get('theme');
    if (asked === 'dark' || asked === 'light') root.dataset.theme = asked;
    document.getElementById('theme').addEventListener('click', () => {
      const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
      root.dataset.theme = isDark ? 'light' : 'dark';
    });
  }

  theme();
  ordersTable(data.orders, data.orderCount);
  if (times.length > 1) {
    view.first = view.low = times[0];
    view.last = view.high = times[times.length - 1];
    heat();
    curves();
    trends();
    trades();
    view.drawNow();
    for (const button of document.querySelectorAll('[data-zoom]'))
      button.addEventListener('click', () => {
        if (button.dataset.zoom === 'all') view.show(view.first, view.last);
        else view.zoom(button.dataset.zoom === 'in' ? 0.6 : 1 / 0.6);
      });
    addEventListener('beforeprint', () => view.drawNow());
  }
})();
