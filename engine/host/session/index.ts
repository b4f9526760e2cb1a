/** What programs build on that run strategies themselves: `import … from 'tradewright/session'`. */
export { type BarSeries } from './bar-columns-source.ts';
export {
  openSession,
  type Session,
  type SessionOptions,
  type SessionRun,
  type SessionRunOptions,
} from './open-session.ts';
