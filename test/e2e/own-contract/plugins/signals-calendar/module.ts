import { ContainerModule } from 'inversify';
import { SignalFilterFactory } from '../signals-base/signal-filter.ts';
import { SignalSourceFactory } from '../signals-base/signal-source.ts';
import { CalendarSignal } from './calendar-signal.ts';

export default new ContainerModule(({ bind }) => {
  bind(SignalSourceFactory)
    .toConstantValue({
      create(_request, { parts: [firstMonth = '11'], configuration: { share = 1 }, providers }) {
        return new CalendarSignal(Number(firstMonth), Number(share), providers.all(SignalFilterFactory));
      },
    })
    .whenNamed('calendar');
  bind(SignalFilterFactory)
    .toConstantValue({
      create:
        (_request, { parts: [most] }) =>
        (share) =>
          Math.min(share, Number(most)),
    })
    .whenNamed('cap');
  bind(SignalFilterFactory)
    .toConstantValue({ create: () => (share) => Math.max(share, 0) })
    .whenNamed('long-only');
});
