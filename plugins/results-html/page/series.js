/** Computes the series of the charts from the data of the report. */

const WINDOW = 126;

/** Decodes times: a first minute, then the differences between consecutive times, to epoch milliseconds. */
export function timesOf(steps) {
  let minute = 0;
  return steps.map((step) => (minute += step) * 60000);
}

/** Decodes times: a first minute, then pairs of a difference and its number of repetitions. */
export function timesOfRuns([first, ...runs]) {
  const times = first === undefined ? [] : [first * 60000];
  for (let index = 0; index < runs.length; index += 2)
    for (let count = 0; count < runs[index + 1]; count++) times.push(times[times.length - 1] + runs[index] * 60000);
  return times;
}

/** Decodes values that are stored as integers, or as the differences between consecutive integers. */
export function valuesOf({ places, whole, steps }) {
  let sum = 0;
  return steps ? steps.map((step) => (sum += step) / places) : whole.map((value) => value / places);
}

/** Drawdown of each value from the highest value so far, as a fraction; null for missing values. */
export function drawdownOf(values) {
  let most = 0;
  return values.map((value) => {
    if (value === null) return null;
    if (value > most) most = value;
    return most > 0 ? value / most - 1 : 0;
  });
}

function returnsOf(values) {
  return values.map((value, index) =>
    index === 0 || !values[index - 1] || value === null ? 0 : value / values[index - 1] - 1,
  );
}

/** Sharpe ratio and beta of a rolling window, by incremental sums. `yearDays`: trading days per year. */
export function rolling(equity, benchmark, yearDays) {
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
    sharpe.push(isWhole && variance > 1e-10 ? (sums.own / WINDOW / Math.sqrt(variance)) * Math.sqrt(yearDays) : null);
    beta.push(isWhole && marketVariance > 1e-10 ? covariance / marketVariance : null);
  }
  return { sharpe, beta };
}

/** Returns by year and month: a map from years to months from 0, sparse where the run has no days. */
export function monthlyReturns(dates, equity) {
  const years = new Map();
  let before = equity[0];
  for (let index = 1; index < dates.length; index++) {
    const month = dates[index].slice(0, 7);
    if (index + 1 < dates.length && dates[index + 1].slice(0, 7) === month) continue;
    const year = month.slice(0, 4);
    if (!years.has(year)) years.set(year, []);
    years.get(year)[Number(month.slice(5)) - 1] = equity[index] / before - 1;
    before = equity[index];
  }
  return years;
}

/** Fills of one symbol, oldest first. */
export function fillsOf(orders, symbol) {
  return orders.id
    .map((_id, index) => index)
    .filter((index) => orders.symbol.names[orders.symbol.index[index]] === symbol && orders.filled[index] !== 0)
    .map((index) => ({
      time: orders.ended[index] * 1000,
      price: Number(orders.price[index]),
      quantity: orders.filled[index],
      id: orders.id[index],
    }))
    .sort((one, other) => one.time - other.time);
}

/** The sorted union of lists of times. */
export function unionOf(lists) {
  if (lists.length === 1) return lists[0];
  return [...new Set(lists.flat())].sort((one, other) => one - other);
}

/** The index of the last time that is not after the given one; -1 for none. */
export function lastAt(times, time) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
