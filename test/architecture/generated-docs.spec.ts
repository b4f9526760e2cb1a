import { describe, expect, it } from 'vitest';
import { declaredErrors, generatedSections, withSection } from '../../scripts/generated-docs.ts';
import { readProjectFile } from './source.ts';

const sections = await generatedSections();
const errors = await declaredErrors();

describe('the documents', () => {
  it.each(sections)('$file: the section "$name" equals the code; make docs rewrites it', (section) => {
    const document = readProjectFile(section.file);
    expect(withSection(document, section)).toBe(document);
  });

  it('refuse a section without markers', () => {
    expect(() => withSection('# A title', { file: 'a.md', name: 'x', text: '' })).toThrow(
      'a.md lacks <!-- x:begin -->',
    );
  });
});

describe('the codes of faults', () => {
  it('are unique', () => {
    const codes = errors.map(({ code }) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('are written in capitals', () => {
    expect(errors.filter(({ code }) => !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(code))).toEqual([]);
  });

  it('have explanations in whole sentences', () => {
    const isSentence = (text: string): boolean => /^\S.*\.$/.test(text);
    expect(errors.filter(({ meaning, remedy }) => !isSentence(meaning) || !isSentence(remedy))).toEqual([]);
  });
});
