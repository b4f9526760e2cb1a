import { EngineError } from 'tradewright/plugin';
import { MODEL_ERRORS } from './errors.ts';

/** The arguments after a model's name, as in `constant:1,USD`. */
export class Parts {
  private readonly model: string;
  private readonly parts: readonly string[];

  /** @throws EngineError when there are more arguments than the model takes */
  constructor(model: string, parts: readonly string[], most: number) {
    this.model = model;
    this.parts = parts;
    if (parts.length > most)
      throw this.fault(
        `takes ${most === 0 ? 'no arguments' : `at most ${most} arguments`}, but was given "${parts.join()}"`,
      );
  }

  text(index: number): string | undefined {
    return this.parts[index];
  }

  /**
   * A number of at least `smallest`, or the default `otherwise`.
   *
   * @throws EngineError when the argument is not such a number, or missing without a default
   */
  number(index: number, { name, smallest, otherwise }: { name: string; smallest: number; otherwise?: number }): number {
    const text = this.parts[index];
    if (text === undefined && otherwise !== undefined) return otherwise;
    const value = text === undefined || text === '' ? NaN : Number(text);
    if (Number.isFinite(value) && value >= smallest) return value;
    throw this.fault(`needs ${name}, a number of at least ${smallest}, after its name, but was given "${text ?? ''}"`);
  }

  /** One of the given words, or undefined without an argument. @throws EngineError for any other word */
  choice<Word extends string>(index: number, words: readonly Word[]): Word | undefined {
    const text = this.parts[index];
    if (text === undefined) return undefined;
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw this.fault(`takes ${words.join(' or ')} as argument, but was given "${text}"`);
  }

  private fault(problem: string): EngineError {
    return new EngineError(
      MODEL_ERRORS.BAD_PART,
      `The model "${this.model}" ${problem}. \`engine plugins\` lists the models with their arguments.`,
      { data: { model: this.model, parts: this.parts } },
    );
  }
}
