import { SearchSpace } from '../../../quant/search/search-space.ts';
import type { SearchDimension } from '../../../quant/search/search-space.ts';
import { EngineError } from '../../model/engine-error.ts';
import type { ParameterValue } from '../../runtime/parameters.ts';
import { checkedParameters, parameterType, parseParameter } from '../parameter-values.ts';
import type { ParameterDeclaration } from '../strategy-config.ts';
import { SEARCH_ERRORS } from './errors.ts';
import type { ParameterValues } from './trial.ts';

type Declarations = Readonly<Record<string, ParameterDeclaration>>;

/** A parameter that a search varies. */
export interface SearchedParameter {
  readonly name: string;
  readonly dimension: SearchDimension;
  /** The values of a choice by index. */
  readonly choices?: readonly ParameterValue[];
}

/** Input of {@link parameterSpace}. */
export interface ParameterSpaceInput {
  readonly declarations: Declarations;
  /** Values of all parameters, for those that are not varied. */
  readonly values: ParameterValues;
  /** Names of parameters that the user has fixed. */
  readonly fixed: readonly string[];
  /** `name=min:max:step`, `name=min:max` or `name=a,b,c`; with any only these parameters are varied. */
  readonly ranges: readonly string[];
}

/** The parameters of a search and the points of its samplers. */
export class ParameterSpace {
  readonly parameters: readonly SearchedParameter[];
  readonly space: SearchSpace;
  private readonly values: ParameterValues;

  constructor(parameters: readonly SearchedParameter[], values: ParameterValues) {
    this.parameters = parameters;
    this.values = values;
    this.space = new SearchSpace(parameters.map(({ dimension }) => dimension));
  }

  /** Values of all parameters at a point. */
  valuesOf(point: Float64Array): ParameterValues {
    const found: Record<string, ParameterValue> = { ...this.values };
    for (const [index, { name, choices }] of this.parameters.entries())
      found[name] = choices === undefined ? point[index] : choices[point[index]];
    return found;
  }

  /** The point of values that {@link valuesOf} has given. */
  pointOf(values: ParameterValues): Float64Array {
    return Float64Array.from(this.parameters, ({ name, choices }) => {
      const value = values[name];
      if (choices === undefined) return Number(value);
      const text = JSON.stringify(value);
      return choices.findIndex((choice) => JSON.stringify(choice) === text);
    });
  }
}

/**
 * The parameters that a search varies: those with a range or choices in config.json that are not fixed, or those of `--range`.
 * @throws EngineError for ranges that cannot be read, and if nothing is left to vary
 */
export function parameterSpace({ declarations, values, fixed, ranges }: ParameterSpaceInput): ParameterSpace {
  const parameters =
    ranges.length > 0
      ? ranges.map((text) => rangeOf(text, declarations))
      : Object.entries(declarations)
          .filter(([name]) => !fixed.includes(name))
          .flatMap(([name, declaration]) => declaredRange(name, declaration) ?? []);
  const twice = parameters.find(({ name }, index) => parameters.findIndex((other) => other.name === name) !== index);
  if (twice !== undefined) throw badRange(twice.name, `The parameter "${twice.name}" has two ranges. Give it one.`);
  if (parameters.length === 0) {
    throw new EngineError(
      SEARCH_ERRORS.NOTHING_TO_SEARCH,
      `${SEARCH_ERRORS.NOTHING_TO_SEARCH.meaning} ${SEARCH_ERRORS.NOTHING_TO_SEARCH.remedy}`,
    );
  }
  return new ParameterSpace(parameters, values);
}

function declaredRange(name: string, declaration: ParameterDeclaration): SearchedParameter | undefined {
  const { min, max, step, choices } = declaration;
  const type = parameterType(declaration);
  if (type === 'boolean') return choiceOf(name, [false, true]);
  if (type === 'list') return undefined;
  if (choices !== undefined) return choiceOf(name, choices);
  if (type === 'string' || min === undefined || max === undefined) return undefined;
  return { name, dimension: { kind: 'number', min, max, step: type === 'integer' ? (step ?? 1) : step } };
}

function choiceOf(name: string, choices: readonly ParameterValue[]): SearchedParameter {
  return { name, choices, dimension: { kind: 'choice', count: choices.length } };
}

function rangeOf(text: string, declarations: Declarations): SearchedParameter {
  const [name, ...rest] = text.split('=');
  const range = rest.join('=');
  if (range === '') throw badRange(name, `--range ${text} has no range. Write --range ${name}=min:max:step.`);
  if (!range.includes(':')) {
    const choices = range.split(',').map((one) => parseParameter(name, one.trim(), declarations));
    return choiceOf(name, choices);
  }
  const numbers = range.split(':').map((part) => (part.trim() === '' ? NaN : Number(part)));
  const [min, max, step] = numbers;
  const isWhole = declarations[name] !== undefined && parameterType(declarations[name]) === 'integer';
  const isReadable =
    (numbers.length === 2 || numbers.length === 3) && numbers.every(Number.isFinite) && min <= max && !(step <= 0);
  if (!isReadable || (isWhole && !numbers.every(Number.isInteger))) {
    throw badRange(
      name,
      `--range ${text} cannot be read. Write --range ${name}=min:max:step with ${isWhole ? 'whole ' : ''}numbers in ascending order and a positive step.`,
    );
  }
  checkedParameters({ [name]: min }, declarations);
  checkedParameters({ [name]: max }, declarations);
  const distance = step ?? (isWhole ? 1 : undefined);
  return { name, dimension: { kind: 'number', min, max, step: distance } };
}

function badRange(name: string, message: string): EngineError {
  return new EngineError(SEARCH_ERRORS.BAD_RANGE, message, { data: { parameter: name } });
}
