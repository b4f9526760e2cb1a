import { ContainerModule } from 'inversify';
import { LiveFeedFactory } from 'tradewright/plugin';
import { AcmeLiveFeed } from './acme-live-feed.ts';

export default new ContainerModule(({ bind }) => {
  bind(LiveFeedFactory)
    .toConstantValue({ create: ({ parts: [file = 'bars.jsonl'] }) => new AcmeLiveFeed(file) })
    .whenNamed('acme');
});
