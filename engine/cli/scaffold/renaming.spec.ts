import { describe, expect, it } from 'vitest';
import { Renaming } from './renaming.ts';

describe('a name of several words', () => {
  const renaming = new Renaming('sma-crossover', 'my-own-idea');

  it.each([
    ['# sma-crossover', '# my-own-idea'],
    ['--strategy sma-crossover --param', '--strategy my-own-idea --param'],
    ['strategies/sma-crossover/README.md', 'strategies/my-own-idea/README.md'],
    ['new SmaCrossover(host)', 'new MyOwnIdea(host)'],
    ['SmaCrossoverLeg', 'MyOwnIdeaLeg'],
    ['const smaCrossover = 1', 'const myOwnIdea = 1'],
    ['smaCrossoverOf(x)', 'myOwnIdeaOf(x)'],
    ['SMA_CROSSOVER_DAYS', 'MY_OWN_IDEA_DAYS'],
    ['sma_crossover', 'my_own_idea'],
    ['SMA-CROSSOVER', 'MY-OWN-IDEA'],
    ['smacrossover SMACROSSOVER', 'myownidea MYOWNIDEA'],
    ['An sma crossover trades.', 'An my own idea trades.'],
    ['Sma crossover', 'My own idea'],
    ['Sma Crossover', 'My Own Idea'],
    ['SMA Crossover', 'My Own Idea'],
    ['SMACrossover', 'MyOwnIdea'],
    ['two SMA crossovers', 'two My own ideas'],
    ['the sma\ncrossover is', 'the my\nown idea is'],
    [' * The sma\n * crossover is', ' * The my\n * own idea is'],
    ['sma-crossover-2 and _smaCrossover_', 'my-own-idea-2 and _myOwnIdea_'],
  ])('%j becomes %j', (text, expected) => {
    expect(renaming.text(text)).toBe(expected);
  });

  it.each(['plasma crossover', 'sma crossoverish', 'sma, crossover', 'SmaCrossoverish', 'sma. Crossover', 'crossover'])(
    'is not found in %j',
    (text) => {
      expect(renaming.text(text)).toBe(text);
    },
  );

  it('is found within identifiers, but not within similar ones', () => {
    expect(renaming.identifier('isSmaCrossover')).toBe('isMyOwnIdea');
    expect(renaming.identifier('MAX_SMA_CROSSOVER')).toBe('MAX_MY_OWN_IDEA');
    expect(renaming.identifier('plasmaCrossover')).toBe('plasmaCrossover');
    expect(renaming.text('isSmaCrossover')).toBe('isSmaCrossover');
  });

  it('has no plural with a double ending', () => {
    expect(new Renaming('pair-trade', 'two-legs').text('pair trades, pair trade')).toBe('two legs, two legs');
  });

  it('may be part of the new one', () => {
    expect(new Renaming('sma-crossover', 'sma-crossover-2').text('sma-crossover SmaCrossover SMA_CROSSOVER')).toBe(
      'sma-crossover-2 SmaCrossover2 SMA_CROSSOVER_2',
    );
  });
});

describe('a name of three words', () => {
  it('becomes a one-word name in every notation', () => {
    const text = 'buy-and-hold BuyAndHold buyAndHold BUY_AND_HOLD Buy and hold, buy and hold';
    expect(new Renaming('buy-and-hold', 'lazy').text(text)).toBe('lazy Lazy lazy LAZY Lazy, lazy');
  });
});

describe('a name of one word', () => {
  const renaming = new Renaming('trend', 'my-idea');

  it('is marked as a possible ordinary word', () => {
    expect([renaming.isDistinct, new Renaming('a-b', 'c').isDistinct]).toEqual([false, true]);
  });

  it('is written in the notation of the old one', () => {
    expect(renaming.identifier('TrendLeg')).toBe('MyIdeaLeg');
    expect(renaming.text('trend Trend TREND_DAYS')).toBe('my-idea MyIdea MY_IDEA_DAYS');
  });
});
