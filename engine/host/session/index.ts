/** Entry point for programs that run strategies: `import … from 'tradewright/session'`. */
export { type BarSeries } from './bar-columns-source.ts';
export { fitVolatilities, type FittedVolatility } from './fit-volatilities.ts';
export {
  openSession,
  type Session,
  type SessionOptions,
  type SessionRun,
  type SessionRunOptions,
} from './open-session.ts';
