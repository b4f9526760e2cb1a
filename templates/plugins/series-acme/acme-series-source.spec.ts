import { seriesSourceConformance, temporaryFolder } from 'tradewright/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { AcmeSeriesSource } from './acme-series-source.ts';

const row = { asOf: '2020-01-02T21:00:00Z', publishedAt: '2020-01-03T12:00:00Z', value: 1 };
const folder = temporaryFolder({
  'mood.json': [row, { ...row, publishedAt: '2020-01-02T22:00:00Z', value: 2 }],
  'broken.json': [{ ...row, value: 'much' }],
});
afterAll(() => folder.remove());

const source = (file: string): AcmeSeriesSource => new AcmeSeriesSource({ name: 'mood', folder: folder.path }, file);

seriesSourceConformance('AcmeSeriesSource', { create: () => source('mood.json'), broken: () => source('broken.json') });

describe('AcmeSeriesSource', () => {
  it('sorts values by publication time', () => {
    expect([...source('mood.json').read().value]).toEqual([2, 1]);
  });

  it('names a missing file', () => {
    expect(() => source('gone.json').read()).toThrow('gone.json cannot be read');
  });
});
