/** Whether the tests are to take hours rather than seconds: `make soak`. */
export const isSoak = process.env.SOAK !== undefined && process.env.SOAK !== '';
