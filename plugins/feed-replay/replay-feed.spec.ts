import { describe, expect, it } from 'vitest';
import { replayFeed } from './replay-feed.ts';

describe('the replay of the data folder', () => {
  it('is as fast as possible unless it is given a speed', () => {
    expect(replayFeed().speed).toBe(Infinity);
    expect(replayFeed('3600x').speed).toBe(3600);
  });

  it('rejects what is not a speed', () => {
    expect(() => replayFeed('fast')).toThrow('The speed is "fast"');
  });
});
