import { describe, expect, it } from 'vitest';
import { EngineError } from '../model/engine-error.ts';
import { Lifecycles } from './lifecycle.ts';

const { signal } = new AbortController();

function part(name: string, log: string[], fails: { start?: boolean; stop?: boolean } = {}) {
  return {
    start(): void {
      log.push(`start ${name}`);
      if (fails.start) throw new Error(`${name} cannot`);
    },
    async stop(): Promise<void> {
      log.push(`stop ${name}`);
      if (fails.stop) throw new Error(`${name} will not`);
    },
  };
}

describe('Lifecycles', () => {
  it('starts in order and stops in reverse', async () => {
    const log: string[] = [];
    const lifecycles = new Lifecycles();
    await lifecycles.start('one', part('one', log), signal);
    await lifecycles.start('none', {}, signal);
    await lifecycles.start('two', part('two', log), signal);
    await lifecycles.stop();
    await lifecycles.stop();
    expect(log).toEqual(['start one', 'start two', 'stop two', 'stop one']);
  });

  it('stops a part that failed to start, and all others if one fails to stop', async () => {
    const log: string[] = [];
    const lifecycles = new Lifecycles();
    await lifecycles.start('one', part('one', log), signal);
    await lifecycles.start('two', part('two', log, { stop: true }), signal);
    await expect(lifecycles.start('three', part('three', log, { start: true }), signal)).rejects.toThrow(
      'The part three did not start: three cannot.',
    );
    await expect(lifecycles.stop()).rejects.toThrow('The part two did not stop: two will not.');
    expect(log.slice(3)).toEqual(['stop three', 'stop two', 'stop one']);
  });

  it('abandons a part that exceeds the time limit', async () => {
    const lifecycles = new Lifecycles(10);
    const starting = lifecycles.start('slow', { start: () => new Promise(() => {}) }, signal);
    await expect(starting).rejects.toThrow('The part slow did not start: it took longer than 10 ms.');
    await expect(starting).rejects.toBeInstanceOf(EngineError);
  });
});
