/** Entry point for programs that run strategies: `import … from 'tradewright/session'`. */
export { type BarSeries } from './bar-columns-source.ts';
export {
  openSession,
  type Session,
  type SessionOptions,
  type SessionRun,
  type SessionRunOptions,
} from './open-session.ts';
