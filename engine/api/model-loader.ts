import type { BuiltInContract, ProviderFactory } from './contract.ts';

/** One input or output of a model. */
export interface ModelTensor {
  /** The name in the model's file. */
  readonly name: string;
  readonly type: 'float32' | 'float64';
  /** The shape of one row without the batch dimension; a vector has its length: `[20]`, `[64, 5]`. */
  readonly shape: readonly number[];
}

/** A model's description of itself. */
export interface ModelMetadata {
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];
  /** Further entries of the file: training date, training data, version. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Numbers of a model in row-major order, of the element type that the model's metadata declare. */
export type ModelBuffer = Float32Array | Float64Array;

/**
 * A model that was trained before the run. The same input gives the same output: random numbers, if any, start from the
 * seed that the loader received.
 */
export interface Model {
  readonly metadata: ModelMetadata;
  /**
   * Computes one row or a batch into buffers that the caller owns. The lengths of the buffers determine the number of rows.
   *
   * @param input consecutive rows of the first input, or one buffer per input by its name
   * @param output receives the same number of rows of the first output, or of each named output
   * @throws EngineError when a name is unknown, an element type differs, or a length is not a whole number of rows
   */
  predict(
    input: ModelBuffer | Readonly<Record<string, ModelBuffer>>,
    output: ModelBuffer | Readonly<Record<string, ModelBuffer>>,
  ): void;
  /** Releases memory and threads; the model must not be used afterwards. Closing it again has no effect. */
  close(): void;
}

/** The arguments for loading a model. */
export interface ModelLoadRequest {
  /** The file or folder of the model, an absolute path. */
  readonly path: string;
  /** Threads that one prediction may use; default 1, so that concurrent runs do not compete. */
  readonly threads?: number;
}

/**
 * Reads models of one format. Plugins provide a loader under the name of the format (`onnx`). A strategy loads its models
 * in `initialize`, which may be async. The loader closes its models when the run stops.
 */
export type ModelLoaderFactory = ProviderFactory<ModelLoadRequest, Promise<Model>>;

export const MODEL_LOADER: BuiltInContract = {
  name: 'ModelLoader',
  description: 'Reads trained models of one format',
  key: 'modelLoader',
  choice: 'named',
};
