import { Algorithm, formatDateTime, Resolution, type Slice } from 'tradewright';
import { describe, expect, it } from 'vitest';
import { backtestOnBars } from './backtest-on-bars.ts';

/** Logs the end of each bar. */
class Clerk extends Algorithm {
  override initialize(): void {
    const { resolution, isCoin } = {
      resolution: this.parameters.string('resolution'),
      isCoin: this.parameters.boolean('coin'),
    };
    const options = { resolution: resolution as Resolution };
    if (isCoin) {
      this.setTimeZone('UTC');
      this.addCrypto('BTCUSD', options);
    } else this.addEquity('AAA', options);
    this.setBenchmark(() => 0);
  }

  override onData(slice: Slice): void {
    for (const bar of slice.bars) if (!bar.isFillForward) this.log(formatDateTime(bar.endTime));
  }
}

async function endsOf(
  resolution: Exclude<Resolution, 'tick'>,
  count: number,
  coin = false,
): Promise<readonly string[]> {
  const log: string[] = [];
  await backtestOnBars(Clerk, {
    bars: { [coin ? 'BTCUSD' : 'AAA']: Array.from({ length: count }, (_, index) => 100 + index) },
    resolution,
    ...(coin && { securityType: 'crypto' }),
    parameters: { resolution, coin },
    request: { onLog: (_level, _time, message) => log.push(message) },
  });
  return log;
}

describe('backtestOnBars', () => {
  it('puts minutes of equities into the sessions of their market', async () => {
    const ends = await endsOf(Resolution.Minute, 392);
    expect([ends[0], ends[389], ends[390], ends.length]).toEqual([
      '2004-01-02T09:31:00',
      '2004-01-02T16:00:00',
      '2004-01-05T09:31:00',
      392,
    ]);
  });

  it('puts hours of coins around the clock', async () => {
    const ends = await endsOf(Resolution.Hour, 50, true);
    expect([ends[0], ends[23], ends[49]]).toEqual([
      '2004-01-02T01:00:00',
      '2004-01-03T00:00:00',
      '2004-01-04T02:00:00',
    ]);
  });

  it('puts days on sessions', async () => {
    expect(await endsOf(Resolution.Daily, 2)).toEqual(['2004-01-02T16:00:00', '2004-01-05T16:00:00']);
  });
});
