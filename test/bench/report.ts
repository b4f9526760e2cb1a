import type {
  BenchEntry,
  BenchResults,
  ImportMeasurement,
  LoadMeasurement,
  QuantMeasurement,
  StartMeasurement,
  SweepMeasurement,
  Timing,
} from './results.ts';

const MEGABYTE = 1e6;

/** Prints the table of rates and ratios, and the other measurements. */
export function printReport(results: BenchResults): void {
  const { node, cpu, cores, runs, commit, load, sweep, imports, entries, start, collections, orderBytes, quant } =
    results;
  console.log(
    `Node ${node}, ${cpu}, ${cores} cores${commit === '' ? '' : `, commit ${commit}`}; median of ${runs} runs or more`,
  );
  if (load !== undefined) printLoad(load);
  if (imports !== undefined) printImports(imports);
  if (entries.length > 0) printEntries(entries);
  if (sweep !== undefined) printSweep(sweep);
  if (start !== undefined) printStart(start);
  if (collections !== undefined) {
    const { bars, scavenges, markCompacts, others } = collections;
    const all = scavenges + markCompacts + others;
    console.log(
      `\nGarbage collections over ${count(bars)} bars without trades: ${all} (${scavenges} scavenges, ${markCompacts} mark-compacts, ${others} others)`,
    );
  }
  if (orderBytes !== undefined) console.log(`Bytes per order: ${count(orderBytes.bytesPerOrder)}`);
  if (quant !== undefined) printQuant(quant);
}

function printQuant(measurements: readonly QuantMeasurement[]): void {
  console.log('');
  printTable([
    ['quant', '', 'first run', 'median', 'reference', 'reference / ours'],
    ...measurements.map(({ title, ours, referenceName, reference }) => [
      '',
      title,
      shortTime(ours.first),
      shortTime(ours.median),
      reference === undefined
        ? `${referenceName}: not on this machine`
        : `${referenceName}: ${shortTime(reference.median)}`,
      reference === undefined ? '' : ratio(reference.median / ours.median),
    ]),
  ]);
}

function printLoad({ rows, bare, cache, parquet, rawBytes, parquetBytes }: LoadMeasurement): void {
  const line = (what: string, { first, median }: Timing, bytes: number): string[] => [
    'B0',
    what,
    rateOf(rows, first, 'rows'),
    rateOf(rows, median, 'rows'),
    ratio(median / bare.median),
    megabytes(bytes),
  ];
  console.log('');
  printTable([
    ['', `${count(rows)} rows from files to columns`, 'first run', 'median', 'to the bare read', 'file'],
    line('the bare floats into one array', bare, rawBytes),
    line('the column cache, with checksum', cache, rawBytes),
    line('Parquet by DuckDB', parquet, parquetBytes),
  ]);
}

function printImports({ rows, bytes, reference, parquet, lean }: ImportMeasurement): void {
  const line = (what: string, { first, median }: Timing): string[] => [
    'B9',
    what,
    rateOf(rows, first, 'rows'),
    rateOf(rows, median, 'rows'),
    ratio(median / reference.median),
  ];
  console.log('');
  printTable([
    ['', `${count(rows)} rows of CSV (${megabytes(bytes)}), whole processes`, 'first run', 'median', 'to DuckDB'],
    line('DuckDB to Parquet', reference),
    line('engine data import to Parquet', parquet),
    line("engine data import to LEAN's layout", lean),
  ]);
}

function printSweep({ units, session, calls, bare, peak, checks }: SweepMeasurement): void {
  const line = (what: string, { first, median }: Timing): string[] => [
    'B3',
    what,
    rateOf(units, first, 'combo-bars'),
    rateOf(units, median, 'combo-bars'),
    ratio(median / bare.median),
  ];
  console.log('');
  printTable([
    ['', '1,000 pairs of averages, 5,040 days, one core', 'first run', 'median', 'to the bare loop'],
    line('the bare loop', bare),
    line('one session', session),
    line('a separate session per pair', calls),
  ]);
  console.log(`One session relative to a separate session per pair: ${ratio(calls.median / session.median)} as fast`);
  console.log(`Peak memory of the first sweep in one session: ${megabytes(peak)}`);
  console.log(`B3: ${checks.map(({ what, actual }) => `${what} ${actual}`).join(', ')}`);
}

function printEntries(entries: readonly BenchEntry[]): void {
  console.log('');
  printTable([
    ['', '', 'first run', 'median', 'bare loop', 'bare / engine', 'load', 'statistics', 'peak memory', 'of it loaded'],
    ...entries.map(({ group, title, unit, rate, memory }) => [
      group,
      title,
      rateOf(rate.units, rate.engine.first, unit),
      rateOf(rate.units, rate.engine.median, unit),
      rate.bare === undefined ? '' : rateOf(rate.units, rate.bare.median, unit),
      rate.bare === undefined ? '' : ratio(rate.engine.median / rate.bare.median),
      milliseconds(rate.load * 1000),
      milliseconds(rate.statistics * 1000),
      megabytes(memory.peak),
      megabytes(memory.loaded),
    ]),
  ]);
  console.log('');
  for (const line of comparisons(entries)) console.log(line);
  for (const { name, rate } of entries) {
    console.log(`${name}: ${rate.checks.map(({ what, actual }) => `${what} ${actual}`).join(', ')}`);
  }
}

/** The mean of the second half of the runs: a long run includes slow phases, which the median of short runs omits. */
function settled({ runs }: Timing): number {
  const later = runs.slice(runs.length >> 1);
  return later.reduce((sum, seconds) => sum + seconds, 0) / later.length;
}

/** Sentences that compare lines of the table. */
function comparisons(entries: readonly BenchEntry[]): string[] {
  const cost = (name: string): number | undefined => {
    const entry = entries.find((one) => one.name === name);
    return entry === undefined ? undefined : settled(entry.rate.engine) / entry.rate.units;
  };
  const compared = (what: string, name: string, base: string): string[] => {
    const [ours, theirs] = [cost(name), cost(base)];
    return ours === undefined || theirs === undefined ? [] : [`${what}: ${ratio(ours / theirs)}`];
  };
  return [
    ...compared('Cost of a bar at ten times the length (means)', 'cross-10', 'cross'),
    ...compared('Cost of a row with 3,000 symbols, relative to 50', 'rotation-3000', 'rotation-50'),
    ...compared('Cost of a limit order with 500 resting, relative to a market order', 'limit', 'market'),
  ];
}

function printStart({ bundled, machine, backtest, handedOver, peak, failure }: StartMeasurement): void {
  const beside = (time: number): string[] => [
    ratio(time / bundled.median),
    machine === undefined ? '' : ratio(time / machine.median),
  ];
  console.log('');
  const rows = [bundled, machine, backtest, handedOver].flatMap((time) =>
    time === undefined ? [] : [['B6', time.what, milliseconds(time.median), ...beside(time.median)]],
  );
  printTable([['', '', 'median', 'to bundled Node', "to machine's Node"], ...rows]);
  if (peak !== undefined) console.log(`Peak memory of the backtest: ${megabytes(peak)}`);
  if (failure !== undefined) console.log(`B6 did not run: ${failure}`);
}

/** Prints a table with texts aligned left and figures aligned right. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    const cells = row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])));
    console.log(cells.join('  ').trimEnd());
  }
}

export function rateOf(units: number, seconds: number, unit: string): string {
  const rate = units / seconds;
  return rate >= 1e6 ? `${(rate / 1e6).toFixed(2)} M ${unit}/s` : `${(rate / 1e3).toFixed(0)} k ${unit}/s`;
}

export function ratio(value: number): string {
  return `${value.toFixed(2)}x`;
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

/** A time in milliseconds, or in microseconds if it is short. */
function shortTime(value: number): string {
  return value < 0.1 ? `${(value * 1000).toFixed(1)} µs` : milliseconds(value);
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(0)} MB`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
