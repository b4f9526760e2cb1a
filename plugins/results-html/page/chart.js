/**
 * Charts over time that share one time span. The report concatenates these files into one script; nothing is loaded.
 */
const DAY = 86400000;
const HOUR = 3600000;
export const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A sample at midnight belongs to the previous day: half a day earlier is within that day in every time zone. */
export const dateOf = (time) => new Date(time - DAY / 2).toISOString().slice(0, 10);
export const escapeText = (value) => String(value).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** The first index whose time is not before the given one. */
function indexAt(times, time) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nearest(times, time) {
  const index = indexAt(times, time);
  if (index === 0) return 0;
  if (index === times.length) return index - 1;
  return time - times[index - 1] < times[index] - time ? index - 1 : index;
}

/** Round numbers between two bounds. */
function ticks(low, high, count) {
  const raw = (high - low) / count;
  if (!(raw > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 2.5, 5, 10].find((m) => m * power >= raw) || 10);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) found.push(k * step);
  return found;
}

function logTicks(low, high) {
  const all = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const m of [1, 2, 5]) if (m * 10 ** power >= low && m * 10 ** power <= high) all.push(m * 10 ** power);
  return all.length >= 2 ? all : ticks(low, high, 4);
}

/** First instants of years, months or days, at most `most` of them. */
function timeTicks(low, high, most) {
  const days = (high - low) / DAY;
  const months = [1, 2, 3, 6, 12, 24, 36, 60, 120].find((step) => days / 30.4 / step <= most);
  const found = [];
  if (days > 75 && months) {
    const first = new Date(low);
    let index = first.getUTCFullYear() * 12 + first.getUTCMonth();
    index += (months - (index % months)) % months;
    for (; Date.UTC(0, index) !== undefined; index += months) {
      const time = Date.UTC(Math.floor(index / 12), index % 12);
      if (time > high) break;
      const month = index % 12;
      if (time >= low)
        found.push([
          time,
          month === 0 ? String(Math.floor(index / 12)) : `${NAMES[month]} ${String(Math.floor(index / 12)).slice(2)}`,
        ]);
    }
    return found;
  }
  if (days < most / 2) return hourTicks(low, high, most);
  const step = Math.max(1, Math.ceil(days / most)) * DAY;
  for (let time = Math.ceil(low / DAY) * DAY; time <= high; time += step) {
    const date = new Date(time);
    found.push([time, `${date.getUTCDate()} ${NAMES[date.getUTCMonth()]}`]);
  }
  return found;
}

/** Full hours in UTC, midnights by their date. */
function hourTicks(low, high, most) {
  const hours = [1, 2, 3, 6, 12].find((one) => (high - low) / HOUR / one <= most) || 24;
  const found = [];
  for (let time = Math.ceil(low / HOUR / hours) * HOUR * hours; time <= high; time += HOUR * hours) {
    const date = new Date(time);
    const isMidnight = date.getUTCHours() === 0;
    found.push([
      time,
      isMidnight
        ? `${date.getUTCDate()} ${NAMES[date.getUTCMonth()]}`
        : `${String(date.getUTCHours()).padStart(2, '0')}:00`,
    ]);
  }
  return found;
}

/** The time span that all charts show; each of them can change it. */
export const view = {
  charts: [],
  low: 0,
  high: 1,
  first: 0,
  last: 1,
  /** The shortest span that can be shown. */
  least: 2 * DAY,
  get isZoomed() {
    return this.low > this.first || this.high < this.last;
  },
  show(low, high) {
    const width = Math.min(Math.max(high - low, this.least), this.last - this.first);
    this.low = Math.min(Math.max(low, this.first), this.last - width);
    this.high = this.low + width;
    this.draw();
  },
  zoom(factor, at = (this.low + this.high) / 2) {
    this.show(at - (at - this.low) * factor, at + (this.high - at) * factor);
  },
  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.drawNow());
  },
  drawNow() {
    for (const chart of this.charts) chart.draw();
  },
};

/**
 * Lines over time in an SVG. `spec`: label, lines [{times, values, color, fill?, isStep?}], format, tip(index), times (those of
 * the tips, where the lines have different times), stamp(time), marks [{times, values, isUp}], isLog, include (values within
 * the scale), hold (values without a margin when they are at its end).
 */
export class Chart {
  constructor(id, spec) {
    this.box = document.getElementById(id);
    this.spec = spec;
    this.box.innerHTML = `<svg role="img" tabindex="0" aria-label="${escapeText(spec.label)}"><g class="picture"></g><g class="over"></g></svg><div class="tip" hidden></div>`;
    this.svg = this.box.querySelector('svg');
    this.picture = this.box.querySelector('.picture');
    this.over = this.box.querySelector('.over');
    this.tip = this.box.querySelector('.tip');
    this.pointers = new Map();
    this.listen();
    view.charts.push(this);
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  get plot() {
    const printed = this.box.closest('.columns') ? 340 : 720;
    const width = view.isPrinted ? printed : this.box.clientWidth || printed;
    const height = this.box.clientHeight || 200;
    return { width, height, left: 4, right: width - 54, top: 8, bottom: height - 20 };
  }

  x(time) {
    const { left, right } = this.area;
    return left + ((time - view.low) / (view.high - view.low)) * (right - left);
  }

  timeAt(x) {
    const { left, right } = this.area;
    return view.low + ((x - left) / (right - left)) * (view.high - view.low);
  }

  y(value) {
    const { top, bottom } = this.area;
    const scale = this.isLog ? Math.log : (v) => v;
    return bottom - ((scale(value) - scale(this.least)) / (scale(this.most) - scale(this.least))) * (bottom - top);
  }

  /** Computes the range of the shown values, with a margin. */
  measure() {
    let least = Infinity;
    let most = -Infinity;
    const take = (value) => {
      if (value === null || Number.isNaN(value)) return;
      if (value < least) least = value;
      if (value > most) most = value;
    };
    for (const { times, values } of [...this.spec.lines, ...(this.spec.marks || [])]) {
      const from = Math.max(0, indexAt(times, view.low) - 1);
      const to = Math.min(times.length, indexAt(times, view.high) + 1);
      for (let index = from; index < to; index++) take(values[index]);
    }
    for (const value of this.spec.include || []) take(value);
    if (least === Infinity) [least, most] = [0, 1];
    if (least === most) [least, most] = [least - Math.abs(least || 1) * 0.05, most + Math.abs(most || 1) * 0.05];
    this.isLog = Boolean(this.spec.isLog) && least > 0;
    const air = (most - least) * 0.06;
    const isHeld = (value) => (this.spec.hold || []).includes(value);
    this.least = isHeld(least) ? least : this.isLog ? least / 1.06 : least - air;
    this.most = isHeld(most) ? most : this.isLog ? most * 1.06 : most + air;
  }

  draw() {
    this.area = this.plot;
    const { width, height, left, right, top, bottom } = this.area;
    this.svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.box.classList.toggle('zoomed', view.isZoomed);
    this.measure();
    const parts = [];
    const marks = this.isLog ? logTicks(this.least, this.most) : ticks(this.least, this.most, Math.max(4, height / 52));
    for (const value of marks) {
      const y = this.y(value).toFixed(1);
      const isZero = value === 0 && this.least < 0 && this.most > 0;
      parts.push(
        `<path class="${isZero ? 'zero' : 'grid'}" d="M${left} ${y}H${right}"/><text x="${right + 6}" y="${+y + 4}">${escapeText(this.spec.format(value))}</text>`,
      );
    }
    for (const [time, label] of timeTicks(view.low, view.high, (right - left) / 76)) {
      const x = this.x(time);
      const anchor = x < left + 20 ? 'start' : x > right - 16 ? 'end' : 'middle';
      parts.push(
        `<path class="grid" d="M${x.toFixed(1)} ${top}V${bottom}"/><text x="${x.toFixed(1)}" y="${height - 4}" text-anchor="${anchor}">${label}</text>`,
      );
    }
    const clip = `${this.box.id}-clip`;
    parts.push(
      `<clipPath id="${clip}"><rect x="${left}" y="0" width="${right - left}" height="${height}"/></clipPath><g clip-path="url(#${clip})">`,
    );
    for (const line of this.spec.lines) parts.push(this.line(line));
    for (const mark of this.spec.marks || []) parts.push(this.marks(mark));
    parts.push('</g>');
    this.picture.innerHTML = parts.join('');
    if (this.pointed !== undefined) this.point(this.pointed);
  }

  /** A path with at most the highest and the lowest value per column of pixels. */
  line({ times, values, color, fill, isSoft }) {
    const from = Math.max(0, indexAt(times, view.low) - 1);
    const to = Math.min(times.length, indexAt(times, view.high) + 1);
    let path = '';
    let pen = 'M';
    let first = NaN;
    let last = NaN;
    const isDense = to - from > 2 * (this.area.right - this.area.left);
    const group = isDense ? Math.ceil((to - from) / (this.area.right - this.area.left)) : 1;
    for (let index = from; index < to; index += group) {
      let low = index;
      let high = index;
      for (let next = index + 1; next < Math.min(index + group, to); next++) {
        if (values[next] < values[low]) low = next;
        if (values[next] > values[high]) high = next;
      }
      for (const one of low === high ? [low] : [Math.min(low, high), Math.max(low, high)]) {
        if (values[one] === null || Number.isNaN(values[one])) {
          pen = 'M';
          continue;
        }
        last = this.x(times[one]);
        if (Number.isNaN(first)) first = last;
        path += `${pen}${last.toFixed(1)} ${this.y(values[one]).toFixed(1)}`;
        pen = 'L';
      }
    }
    if (path === '') return '';
    // a single point is a dot
    if (!path.includes('L')) path += 'h0';
    const base = this.y(Math.min(Math.max(0, this.least), this.most)).toFixed(1);
    const area = fill
      ? `<path d="${path}L${last.toFixed(1)} ${base}L${first.toFixed(1)} ${base}Z" style="fill:var(--${color})" opacity="${fill}"/>`
      : '';
    return `${area}<path class="line" d="${path}" style="stroke:var(--${color})${isSoft ? ';stroke-width:1.1' : ''}"/>`;
  }

  marks({ times, values, isUp }) {
    let path = '';
    for (let index = indexAt(times, view.low); index < times.length && times[index] <= view.high; index++) {
      const x = this.x(times[index]).toFixed(1);
      const y = this.y(values[index]);
      path += isUp ? `M${x} ${(y + 3).toFixed(1)}l4.5 8h-9z` : `M${x} ${(y - 3).toFixed(1)}l4.5 -8h-9z`;
    }
    return `<path d="${path}" style="fill:var(--${isUp ? 'up' : 'down'});stroke:var(--card)" stroke-width=".7"/>`;
  }

  listen() {
    const { svg } = this;
    const at = (event) => event.clientX - svg.getBoundingClientRect().left;
    svg.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        view.zoom(Math.exp(event.deltaY * 0.003), this.timeAt(at(event)));
      },
      { passive: false },
    );
    svg.addEventListener('dblclick', () => view.show(view.first, view.last));
    svg.addEventListener('keydown', (event) => this.key(event));
    svg.addEventListener('pointerdown', (event) => {
      svg.setPointerCapture(event.pointerId);
      this.pointers.set(event.pointerId, at(event));
      this.start = {
        x: at(event),
        low: view.low,
        high: view.high,
        isPan: view.isZoomed || event.pointerType === 'touch',
      };
    });
    svg.addEventListener('pointermove', (event) => this.move(event, at(event)));
    const end = (event) => {
      const x = this.pointers.get(event.pointerId);
      this.pointers.delete(event.pointerId);
      if (x !== undefined && this.start && !this.start.isPan && Math.abs(x - this.start.x) > 6)
        view.show(this.timeAt(Math.min(x, this.start.x)), this.timeAt(Math.max(x, this.start.x)));
      this.start = undefined;
    };
    svg.addEventListener('pointerup', end);
    svg.addEventListener('pointercancel', end);
    svg.addEventListener('pointerleave', () => this.point(undefined));
    svg.addEventListener('blur', () => this.point(undefined));
  }

  move(event, x) {
    const before = this.pointers.get(event.pointerId);
    if (before === undefined || !this.start) return this.point(x);
    if (this.pointers.size === 2) {
      const [one, other] = [...this.pointers.entries()];
      const still = one[0] === event.pointerId ? other[1] : one[1];
      const factor = Math.abs(before - still) / Math.max(8, Math.abs(x - still));
      this.pointers.set(event.pointerId, x);
      this.start.isPan = true;
      this.start = undefined;
      return view.zoom(Math.min(2, Math.max(0.5, factor)), this.timeAt((x + still) / 2));
    }
    this.pointers.set(event.pointerId, x);
    if (this.start.isPan) {
      const shift = ((this.start.x - x) / (this.area.right - this.area.left)) * (view.high - view.low);
      return view.show(this.start.low + shift, this.start.high + shift);
    }
    const { top, bottom } = this.area;
    const width = Math.abs(x - this.start.x);
    this.over.innerHTML = `<rect class="span" x="${Math.min(x, this.start.x)}" y="${top}" width="${width}" height="${bottom - top}"/>`;
    this.tip.hidden = true;
  }

  key(event) {
    const step = (view.high - view.low) * 0.15;
    const acts = {
      '+': () => view.zoom(0.6),
      '=': () => view.zoom(0.6),
      '-': () => view.zoom(1 / 0.6),
      0: () => view.show(view.first, view.last),
      ArrowLeft: () => view.show(view.low - step, view.high - step),
      ArrowRight: () => view.show(view.low + step, view.high + step),
    };
    if (!acts[event.key] || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    acts[event.key]();
  }

  /** Shows the values at an x coordinate; hides them for undefined. */
  point(x) {
    this.pointed = x;
    const { times = [] } = this.spec.times ? this.spec : this.spec.lines[0] || {};
    if (x === undefined || times.length === 0) {
      this.over.innerHTML = '';
      this.tip.hidden = true;
      return;
    }
    const index = nearest(times, this.timeAt(x));
    const place = Math.min(Math.max(this.x(times[index]), this.area.left), this.area.right);
    const dots = this.spec.lines.map((line) => {
      const own = line.times === times ? index : indexAt(line.times, times[index]);
      const value = line.times[own] === times[index] ? line.values[own] : null;
      if (value === null || Number.isNaN(value)) return '';
      return `<circle cx="${place}" cy="${this.y(value)}" r="3" style="fill:var(--${line.color})"/>`;
    });
    this.over.innerHTML = `<path class="cursor" d="M${place} ${this.area.top}V${this.area.bottom}"/>${dots.join('')}`;
    this.tip.innerHTML = `<b>${(this.spec.stamp || dateOf)(times[index])}</b>${this.spec.tip(index)}`;
    this.tip.hidden = false;
    const isLeft = place > this.area.width / 2;
    this.tip.style.left = isLeft ? '' : `${place + 12}px`;
    this.tip.style.right = isLeft ? `${this.area.width - place + 12}px` : '';
  }
}
