/** The period of a bar; folders and configurations use the same strings. */
export const Resolution = {
  Tick: 'tick',
  Second: 'second',
  Minute: 'minute',
  Hour: 'hour',
  Daily: 'daily',
} as const;
export type Resolution = (typeof Resolution)[keyof typeof Resolution];

/** All resolutions, from finest to coarsest. */
export const RESOLUTIONS: readonly Resolution[] = Object.values(Resolution);

/** The period in milliseconds; 0 for ticks. */
const RESOLUTION_PERIODS: Readonly<Record<Resolution, number>> = {
  tick: 0,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  daily: 86_400_000,
};

/** The period in milliseconds; 0 for ticks. */
export function resolutionPeriod(resolution: Resolution): number {
  return RESOLUTION_PERIODS[resolution];
}

/** Negative when the first resolution is finer, 0 when both are equal. */
export function compareResolutions(left: Resolution, right: Resolution): number {
  return RESOLUTION_PERIODS[left] - RESOLUTION_PERIODS[right];
}

/** Whether bars span an hour or more: LEAN has quotes and extended hours only for finer resolutions. */
export function isHourOrLonger(resolution: Resolution): boolean {
  return resolution === Resolution.Hour || resolution === Resolution.Daily;
}

/** The resolution with a name (case-insensitive), or `undefined`. */
export function parseResolution(name: string): Resolution | undefined {
  const wanted = name.toLowerCase();
  return RESOLUTIONS.find((resolution) => resolution === wanted);
}
