/** Whether tests run for hours instead of seconds: `make soak`. */
export const isSoak = process.env.SOAK !== undefined && process.env.SOAK !== '';
