import { describe, expect, it } from 'vitest';
import { Resolution } from '../../model/resolution.ts';
import { TimeZone } from '../time/time-zone.ts';
import { closes, coins, equity, read, timesOf } from './spec-support.ts';

const DAYS = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05', '2024-01-08'];

describe('daily rows that are instants', () => {
  it.each([
    ['midnight in UTC', (day: string) => `${day}T00:00:00Z`],
    ['midnight in UTC as an offset', (day: string) => `${day} 00:00:00+00:00`],
    ['midnight in UTC as an epoch', (day: string) => String(Date.parse(day) / 1000)],
    ['milliseconds of it', (day: string) => String(Date.parse(day))],
    ['midnight of Tokyo with its offset', (day: string) => `${day}T00:00:00+09:00`],
    ['midnight of India with its offset', (day: string) => `${day} 00:00:00+05:30`],
    ['midnight of New York', (day: string) => `${day}T05:00:00Z`],
    ['the open', (day: string) => String(Date.parse(`${day}T14:30:00Z`) / 1000)],
    ['the close', (day: string) => `${day}T21:00:00Z`],
    ['a named zone', (day: string) => `${day} 00:00:00 Europe/Warsaw`],
    ['a clock without a zone', (day: string) => `${day} 16:00:00`],
  ])('belong to the written day: %s', async (_, write) => {
    expect(await timesOf(DAYS.map(write))).toEqual(DAYS);
  });

  it('are rejected when their day is ambiguous, and read when their time zone is given', async () => {
    const tokyo = DAYS.map((day) => String((Date.parse(day) - 9 * 3_600_000) / 1000));
    await expect(timesOf(tokyo)).rejects.toThrow(expect.objectContaining({ code: 'IMPORT_AMBIGUOUS_TIMES' }));
    expect(await timesOf(tokyo, { timeZone: TimeZone.of('Asia/Tokyo') })).toEqual(DAYS);
    const shanghai = DAYS.map((day) => new Date(Date.parse(day) - 8 * 3_600_000).toISOString());
    await expect(timesOf(shanghai, {}, coins)).rejects.toThrow('State the zone with --time-zone');
    expect(await timesOf(shanghai, { timeZone: TimeZone.of('Asia/Shanghai') }, coins)).toEqual(DAYS);
  });

  it('keep their day in time zones that skip its midnight', async () => {
    const days = ['2024-03-30', '2024-03-31', '2024-04-01'];
    expect(await timesOf(days, { timeZone: TimeZone.of('Asia/Beirut') }, coins)).toEqual(days);
  });
});

describe('epochs', () => {
  const start = Date.UTC(2025, 0, 1);
  const hourly = ['2025-01-01', '2025-01-01T01:00:00', '2025-01-01T02:00:00'];
  const at = (hour: number): number => start + hour * 3_600_000;

  it.each([
    ['seconds', (time: number) => `${time / 1000}`],
    ['milliseconds', (time: number) => `${time}`],
    ['microseconds', (time: number) => `${time}000`],
    ['nanoseconds', (time: number) => `${time}000000`],
    ['fractions', (time: number) => `${time / 1000}.250`],
    ['a point and zeros', (time: number) => `${time / 1000}.0`],
    ['exponents', (time: number) => (time / 1000).toExponential()],
  ])('are read in %s', async (_, write) => {
    const times = await timesOf(
      [0, 1, 2].map((hour) => write(at(hour))),
      {},
      coins,
    );
    expect(times.map((time) => time.replace(/\.25$/, ''))).toEqual(
      hourly.map((time, index) => (_ === 'fractions' && index === 0 ? '2025-01-01T00:00:00' : time)),
    );
  });

  it('may change their unit within a file', async () => {
    expect(await timesOf([`${at(0)}`, `${at(1)}`, `${at(2)}000`], {}, coins)).toEqual(hourly);
  });

  it.each([
    ['before 2001', ['946305000', '946391400', '946477800', '946564200'], '1999-12-27'],
    ['milliseconds before 2001', ['946305000000', '946391400000', '946477800000'], '1999-12-27'],
    ['before 1970', ['-86400000', '-86313600', '-86227200'], '1967-04-07'],
  ])('cover early years: %s', async (_, times, first) => {
    expect((await timesOf(times))[0]).toBe(first);
  });

  it('are rejected when a spreadsheet has rounded them', async () => {
    const { bad } = await read(closes(['1.7042E+12', '1.7043E+12', '1704240000000']), {
      ...equity,
      resolution: Resolution.Daily,
    });
    expect(bad[0]).toBe('2 has "1.7042E+12" where a date is expected');
  });
});

describe('spellings of dates', () => {
  it.each([
    [
      ['01/02/24', '01/03/24', '01/16/24'],
      ['2024-01-02', '2024-01-03', '2024-01-16'],
    ],
    [
      ['02.01.24', '03.01.24', '04.01.24'],
      ['2024-01-02', '2024-01-03', '2024-01-04'],
    ],
    [
      ['30-12-24', '31-12-24', '02-01-25'],
      ['2024-12-30', '2024-12-31', '2025-01-02'],
    ],
    [
      ['5-Jan-24', '8-Jan-24', '9-Jan-24'],
      ['2024-01-05', '2024-01-08', '2024-01-09'],
    ],
    [
      ['Jan-05-2024', 'Jan-08-2024', 'Jan-09-2024'],
      ['2024-01-05', '2024-01-08', '2024-01-09'],
    ],
    [
      ['Fri Jan 5 2024', 'Mon Jan 8 2024', 'Tue Jan 9 2024'],
      ['2024-01-05', '2024-01-08', '2024-01-09'],
    ],
    [
      ['2024-1-5', '2024-1-8', '2024-1-9'],
      ['2024-01-05', '2024-01-08', '2024-01-09'],
    ],
    [
      ['2024/1/5', '2024/1/8', '2024/1/9'],
      ['2024-01-05', '2024-01-08', '2024-01-09'],
    ],
    [
      ['5 January 2024', '8 January 2024', '9 January 2024'],
      ['2024-01-05', '2024-01-08', '2024-01-09'],
    ],
    [
      ['2024-Jan-05', '2024-Jan-08', '2024-Jan-09'],
      ['2024-01-05', '2024-01-08', '2024-01-09'],
    ],
    [
      ['05Jan2024', '08Jan2024', '09Jan2024'],
      ['2024-01-05', '2024-01-08', '2024-01-09'],
    ],
    [
      ['12/31/99', '01/03/00', '01/04/00'],
      ['1999-12-31', '2000-01-03', '2000-01-04'],
    ],
  ])('%j', async (texts, expected) => {
    expect(await timesOf(texts)).toEqual(expected);
  });

  it('does not guess the order of numbers below thirteen', async () => {
    const texts = ['01/02/03', '01/03/03', '01/06/03'];
    await expect(timesOf(texts)).rejects.toThrow('--date-format yyyy/mm/dd');
    expect(await timesOf(texts, { dateFormat: 'mm/dd/yyyy' })).toEqual(['2003-01-02', '2003-01-03', '2003-01-06']);
    expect(await timesOf(['01/02/03', '01/02/04', '01/02/05'], { dateFormat: 'yyyy/mm/dd' })).toEqual([
      '2001-02-03',
      '2001-02-04',
      '2001-02-05',
    ]);
  });
});

describe('clock changes', () => {
  const berlin = { timeZone: TimeZone.of('Europe/Berlin') };
  const day = '2024-10-27';
  const expected = ['2024-10-26T22:00:00', '2024-10-26T23:00:00', day, `${day}T01:00:00`, `${day}T02:00:00`];
  const rising = [`${day} 00:00`, `${day} 01:00`, `${day} 02:00`, `${day} 02:00`, `${day} 03:00`];

  it('reads a repeated hour as both hours, in ascending and in descending files', async () => {
    expect(await timesOf(rising, berlin, coins)).toEqual(expected);
    expect(await timesOf(rising.toReversed(), berlin, coins)).toEqual(expected);
  });

  it('reads both hours minute by minute', async () => {
    const minutes = [
      '01:59',
      ...[2, 2].flatMap(() => Array.from({ length: 60 }, (_, minute) => `02:${String(minute).padStart(2, '0')}`)),
      '03:00',
    ];
    const times = await timesOf(
      minutes.map((time) => `${day} ${time}`),
      berlin,
      coins,
    );
    expect(times).toHaveLength(122);
    expect([times[1], times[61], times[121]]).toEqual([day, `${day}T01:00:00`, `${day}T02:00:00`]);
  });

  it.each([
    ['Europe/Berlin', '2024-03-31', 4],
    ['America/New_York', '2024-03-10', 4],
    ['Europe/London', '2024-03-31', 3],
  ])('names the hour that %s skips as missing', async (zone, date, line) => {
    const { bad } = await read(
      closes([`${date} 00:00`, `${date} 01:00`, `${date} 02:00`, `${date} 03:00`, `${date} 04:00`]),
      { ...coins, timeZone: TimeZone.of(zone) },
    );
    expect(bad).toEqual([`${line} has a time that its time zone skips at a clock change: it does not exist`]);
  });
});

/** Times of a session's rows, from the open on. */
function session(day: string, from: string, to: string, step: number): string[] {
  const times: string[] = [];
  for (let time = Date.parse(`${day}T${from}Z`); time <= Date.parse(`${day}T${to}Z`); time += step * 60_000)
    times.push(new Date(time).toISOString().slice(0, 16).replace('T', ' '));
  return times;
}

describe('starts and ends of bars', () => {
  it.each([
    ['minutes', 1, '09:31', '16:00', '2024-01-02T09:30:00'],
    ['hours', 60, '10:00', '16:00', '2024-01-02T09:00:00'],
    ['hours from the half', 60, '10:30', '15:30', undefined],
    ['half a day', 1, '09:31', '13:00', '2024-07-03T09:30:00'],
  ])('are determined by the edges of sessions: %s', async (_, step, from, to, first) => {
    const days = first?.startsWith('2024-07') === true ? ['2024-07-03', '2024-11-29'] : ['2024-01-02', '2024-01-03'];
    const { bars, series } = await read(closes(days.flatMap((day) => session(day, from, to, step))));
    if (first === undefined) expect(series[0].notes.join(' ')).not.toContain('ends of bars');
    else {
      expect(bars[0].time).toBe(first);
      expect(series[0].notes.join(' ')).toContain('Times were interpreted as the ends of bars');
    }
  });

  it.each([
    ['minutes', 1, '09:30', '15:59'],
    ['minutes with the closing auction', 1, '09:30', '16:00'],
    ['hours with extended hours', 60, '04:00', '19:00'],
  ])('are starts otherwise: %s', async (_, step, from, to) => {
    const { bars, series } = await read(closes(session('2024-01-02', from, to, step)));
    expect(bars[0].time).toBe(`2024-01-02T${from}:00`);
    expect(series[0].notes.join(' ')).not.toContain('ends of bars');
  });

  it('counts rows outside all hours', async () => {
    const { series } = await read(closes(session('2024-01-02', '03:55', '09:35', 1)));
    expect(series[0].notes.join(' ')).toContain("5 rows are outside the market's hours");
  });
});

describe('bars of lengths other than the engine has', () => {
  const bars = (step: number): string => closes(session('2024-01-02', '09:30', '15:30', step));
  const WEEKS = ['2024-01-01', '2024-01-08', '2024-01-15', '2024-01-22', '2024-01-29'];

  it.each([5, 15, 30, 120, 240])('of %d minutes are rejected with the alternatives', async (step) => {
    const text =
      step === 240
        ? closes(
            Array.from(
              { length: 12 },
              (_, index) =>
                `2024-01-${String(2 + Math.floor(index / 6)).padStart(2, '0')} ${String((index % 6) * 4).padStart(2, '0')}:00`,
            ),
          )
        : bars(step);
    await expect(read(text, step === 240 ? coins : equity)).rejects.toThrow(
      expect.objectContaining({ code: 'IMPORT_ODD_RESOLUTION' }),
    );
  });

  it.each([
    [5, Resolution.Minute, '2024-01-02T09:34:00'],
    [15, Resolution.Minute, '2024-01-02T09:44:00'],
    [30, Resolution.Minute, '2024-01-02T09:59:00'],
    [120, Resolution.Hour, '2024-01-02T10:30:00'],
  ])('of %d minutes are stored at their end', async (step, resolution, first) => {
    const { bars: kept, series } = await read(bars(step), { ...equity, resolution });
    expect(kept[0].time).toBe(first);
    expect(series[0].caveats.join(' ')).toContain('are stored at their last');
  });

  it.each([
    ['weeks from Monday', WEEKS, '2024-01-05'],
    [
      'weeks from Sunday',
      WEEKS.map((day) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)),
      '2024-01-05',
    ],
    [
      'weeks to Friday',
      WEEKS.map((day) => new Date(Date.parse(day) + 4 * 86_400_000).toISOString().slice(0, 10)),
      '2024-01-05',
    ],
    ['months', ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01', '2024-05-01'], '2024-01-31'],
    ['ends of months', ['2024-01-31', '2024-02-29', '2024-03-28', '2024-04-30', '2024-05-31'], '2024-01-31'],
  ])('%s are rejected, or stored at their last day', async (_, days, first) => {
    await expect(timesOf(days)).rejects.toThrow(expect.objectContaining({ code: 'IMPORT_ODD_RESOLUTION' }));
    expect((await timesOf(days, { resolution: Resolution.Daily }))[0]).toBe(first);
  });

  it('are aggregated into longer ones', async () => {
    const rows = ['09:30', '09:35', '09:40', '10:00', '10:05'].map(
      (time, index) =>
        `2024-01-02 ${time},${10 + index},${12 + index}.5,${9 - index}.25,${11 + index},${100 + index}.5\n`,
    );
    const text = `date,open,high,low,close,volume\n${rows.join('')}`;
    const hourly = await read(text, { ...equity, resample: Resolution.Hour });
    expect(hourly.bars).toEqual([
      { time: '2024-01-02T09:00:00', numbers: [10, 14.5, 7.25, 13, 304.5] },
      { time: '2024-01-02T10:00:00', numbers: [13, 16.5, 5.25, 15, 208] },
    ]);
    const daily = await read(text, { ...equity, resample: Resolution.Daily });
    expect(daily.bars).toEqual([{ time: '2024-01-02', numbers: [10, 16.5, 5.25, 15, 512.5] }]);
    await expect(
      read(closes(session('2024-01-02', '09:30', '15:30', 45)), { ...equity, resample: Resolution.Hour }),
    ).rejects.toThrow('cannot be aggregated');
  });

  it('are not used as longer bars', async () => {
    await expect(read(bars(1), { ...equity, resolution: Resolution.Hour })).rejects.toThrow('--resample 1h');
    await expect(read(bars(60), { ...equity, resolution: Resolution.Daily })).rejects.toThrow('--resample 1d');
  });

  it('with thin trading have the length of which their steps are multiples', async () => {
    const { series } = await read(
      closes(['09:30', '09:32', '09:34', '09:37', '09:39', '09:42'].map((time) => `2024-01-02 ${time}`)),
    );
    expect(series[0].resolution).toBe(Resolution.Minute);
  });
});
