import { sampleRun, temporaryFolder } from 'tradewright/testkit';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../quant/random/random.ts';
import type { Evidence, RunRecord } from '../../api/result-handler.ts';
import { TrialLedger } from '../search/trial-ledger.ts';
import { evidenceOf } from './evidence.ts';

const RUN = await sampleRun();
const DAY = 86_400_000;
const YEARS = 10;
const DAYS = 252;

/** A run whose daily returns are normal, with an annual Sharpe ratio. */
function runOf(random: Random, annualSharpe: number, changes: Partial<RunRecord> = {}): RunRecord {
  const length = YEARS * DAYS + 1;
  const time = Float64Array.from({ length }, (_, day) => (day * 365.25 * DAY) / DAYS);
  const value = new Float64Array(length);
  let equity = 100_000;
  for (let day = 0; day < length; day++)
    value[day] = day === 0 ? equity : (equity *= 1 + 0.01 * (annualSharpe / Math.sqrt(DAYS) + random.normal()));
  const equitySeries = { time, value };
  const daily = { time, equity: value, long: new Float64Array(length), short: new Float64Array(length), prices: [] };
  return { ...RUN, equity: equitySeries, benchmark: { time, value: time.map(() => 1) }, daily, ...changes };
}

function rowOf({ rows }: Evidence, name: string): Evidence['rows'][number] {
  return rows.find((row) => row.name === name)!;
}

async function evidence(record: RunRecord, folder = '', isBootstrapped = false): Promise<Evidence> {
  return await evidenceOf({ record, folder, isBootstrapped });
}

async function skillProbability(record: RunRecord): Promise<number> {
  return rowOf(await evidence(record), 'Probability of skill').values?.probability ?? NaN;
}

describe('evidenceOf', () => {
  it('says of noise at most as often as it should that it is skill, and of skill mostly', async () => {
    const random = new Random(11);
    let noise = 0;
    for (let count = 0; count < 1000; count++) if ((await skillProbability(runOf(random, 0))) > 0.95) noise++;
    expect(noise / 1000).toBeLessThanOrEqual(0.065);
    expect(noise / 1000).toBeGreaterThan(0.035);
    let skill = 0;
    for (let count = 0; count < 200; count++) if ((await skillProbability(runOf(random, 1.5))) > 0.95) skill++;
    expect(skill / 200).toBeGreaterThanOrEqual(0.8);
  });

  it('names why a row is not available', async () => {
    const { grade, rows } = await evidence(runOf(new Random(1), 1));
    expect(grade).toBe('E');
    expect(rows.filter(({ text }) => text.startsWith('not available: ')).map(({ name }) => name)).toEqual([
      'Trials',
      'After all trials',
      'Probability of overfitting',
      'Against the benchmark',
      'Model leak checks',
      'Neighbouring parameters',
      'After tax',
    ]);
    const short = await evidence({ ...RUN, daily: { ...RUN.daily, time: new Float64Array(0) } });
    expect(rowOf(short, 'Sharpe ratio').text).toBe('not available: fewer than two daily returns');
  });

  it('bootstraps the interval when asked', async () => {
    const record = runOf(new Random(2), 1);
    const [plain, drawn] = [await evidence(record), await evidence(record, '', true)].map(
      (found) => rowOf(found, 'Sharpe ratio').values!,
    );
    expect(drawn.sharpe).toBe(plain.sharpe);
    expect(Math.abs(drawn.lower - plain.lower)).toBeLessThan(0.25);
    expect(Math.abs(drawn.upper - plain.upper)).toBeLessThan(0.25);
  });

  it('counts bets, and finds the cost at which the profit is gone', async () => {
    const fill = { orderId: 1, symbol: 'A', fee: 0, feeCurrency: '', price: 10 };
    const fills = [
      { ...fill, time: 0, quantity: 10 },
      { ...fill, time: 1, symbol: 'B', quantity: 10 },
      { ...fill, time: DAY, quantity: -10 },
      { ...fill, time: 2 * DAY, quantity: 5 },
      { ...fill, time: 3 * DAY, quantity: -15 },
    ];
    const figures = { ...RUN.figures, startEquity: 1000, endEquity: 1005 };
    const found = await evidence(runOf(new Random(3), 0, { fills, figures, contracts: undefined }));
    expect(rowOf(found, 'Independent bets').values).toEqual({ bets: 3, entries: 4 });
    expect(rowOf(found, 'Cost break-even').values?.basisPoints).toBeCloseTo((5 / 500) * 1e4, 9);
  });

  it('uses the ledger of the strategy: trials, overfitting, plateau and searched days', async () => {
    const folder = temporaryFolder();
    const record = runOf(new Random(4), 1.5, { start: '2001-01-01', end: '2010-12-31', parameters: { fast: 3 } });
    {
      using ledger = new TrialLedger(TrialLedger.pathOf(folder.path));
      const settings = { run: JSON.stringify({ start: '1990-01-01', end: '1999-12-31' }) };
      const study = ledger.study('key', { strategy: 's', kind: 'optimization', settings });
      const judged = {
        parameters: { fast: 3 },
        trials: 40,
        variance: 0.0001,
        lastTrial: 0,
        overfitting: 0.25,
        plateau: 0.8,
      };
      ledger.log(study, 'judged', judged);
    }
    const found = await evidence(record, folder.path);
    expect(found.grade).toBe('B');
    expect(rowOf(found, 'Trials').values).toEqual({ trials: 40 });
    expect(rowOf(found, 'After all trials').values?.probability).toBeGreaterThan(0.95);
    expect(rowOf(found, 'Probability of overfitting').values).toEqual({ probability: 0.25 });
    expect(rowOf(found, 'Neighbouring parameters').values).toEqual({ plateau: 0.8 });
    expect(rowOf(found, 'Data').text).toContain('was not searched');
    const inSample = await evidence({ ...record, start: '1995-01-01', parameters: { fast: 4 } }, folder.path);
    expect(inSample.grade).toBe('E');
    expect(rowOf(inSample, 'Data').text).toContain('in-sample: 1995-01-01 to 1999-12-31 was searched');
    expect(rowOf(inSample, 'Neighbouring parameters').text).toContain('not available');
    folder.remove();
  });
});
