/** The period of a bar; smaller numbers are finer. */
export const Resolution = { Tick: 0, Second: 1, Minute: 2, Hour: 3, Daily: 4 } as const;
export type Resolution = (typeof Resolution)[keyof typeof Resolution];

const MILLISECONDS = [0, 1_000, 60_000, 3_600_000, 86_400_000];
const NAMES = ['tick', 'second', 'minute', 'hour', 'daily'];

/** The period in milliseconds; 0 for ticks. */
export function resolutionPeriod(resolution: Resolution): number {
  return MILLISECONDS[resolution];
}

/** The lower-case name that folders and configurations use: `tick`, `second`, `minute`, `hour`, `daily`. */
export function resolutionName(resolution: Resolution): string {
  return NAMES[resolution];
}

/** The resolution of a lower-case or capitalised name, or `undefined` when there is none. */
export function parseResolution(name: string): Resolution | undefined {
  const index = NAMES.indexOf(name.toLowerCase());
  return index < 0 ? undefined : (index as Resolution);
}
