import { ContainerModule } from 'inversify';
import { LiveFeedFactory } from 'tradewright/plugin';
import { replayFeed } from './replay-feed.ts';

export default new ContainerModule(({ bind }) => {
  bind(LiveFeedFactory)
    .toConstantValue({ create: ({ parts: [speed] }) => replayFeed(speed) })
    .whenNamed('replay');
});
