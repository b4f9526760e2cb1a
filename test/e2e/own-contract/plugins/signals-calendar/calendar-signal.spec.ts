import { signalSourceConformance } from '../signals-base/signal-source-conformance.ts';
import { CalendarSignal } from './calendar-signal.ts';

signalSourceConformance('CalendarSignal', () => new CalendarSignal(11, 1, [(share) => Math.min(share, 0.5)]));
