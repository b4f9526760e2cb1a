// Comparisons and arithmetic with instants of one kind and of both kinds. All of them compile;
// test/architecture/instants.spec.ts searches the project for those of both kinds, and proves here that it finds them.
import type { UtcInstant, WallClock } from 'tradewright';

interface Times {
  readonly utc: UtcInstant;
  readonly other?: UtcInstant;
  readonly local: WallClock;
  readonly bars: readonly { readonly endTime: WallClock }[];
}

/** Results without any mixed instants. */
export function sound({ utc, other = utc, local, bars }: Times): readonly (number | boolean)[] {
  return [utc < other, utc - other, local - 5, bars[0].endTime === local, Math.max(utc, other, 0)];
}

/** Results of mixed instants, one per line. */
export function mixed({ utc, other, local, bars }: Times): readonly (number | boolean)[] {
  return [
    utc < local,
    local >= utc,
    utc - bars[0].endTime,
    utc === local,
    (other ?? utc) > local,
    Math.max(0, utc, local),
  ];
}
