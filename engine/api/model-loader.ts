import type { BuiltInContract, ProviderFactory } from './contract.ts';

/** One input or output of a model. */
export interface ModelTensor {
  /** As the model's file has it. */
  readonly name: string;
  readonly type: 'float32' | 'float64';
  /** Numbers of one row, for a vector its length: `[20]`, `[64, 5]`. The batch is no part of it. */
  readonly shape: readonly number[];
}

/** What a model says about itself. */
export interface ModelMetadata {
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];
  /** Further facts from the file: when it was trained, on what, by which version. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Numbers of a model, row by row; of the type that the model's metadata say. */
export type ModelBuffer = Float32Array | Float64Array;

/**
 * A model that was trained before the run. The same input gives the same output: randomness, where there is any, begins from
 * the seed that its loader was given.
 */
export interface Model {
  readonly metadata: ModelMetadata;
  /**
   * Works out one row or a batch, into buffers of the caller's that stay the caller's. Their lengths tell the number of rows.
   *
   * @param input rows of the first input one behind the other, or one buffer for each input by its name
   * @param output is filled with as many rows of the first output, or of each output that is named
   * @throws EngineError when a name is not known, a type is another one, or the lengths are not those of whole rows
   */
  predict(
    input: ModelBuffer | Readonly<Record<string, ModelBuffer>>,
    output: ModelBuffer | Readonly<Record<string, ModelBuffer>>,
  ): void;
  /** Releases memory and threads; the model is not used afterwards. Closing twice is no fault. */
  close(): void;
}

/** What a loader reads a model from. */
export interface ModelLoadRequest {
  /** The file or folder of the model, an absolute path. */
  readonly path: string;
  /** Threads that one prediction may use; 1 unless said otherwise, so that runs side by side do not compete. */
  readonly threads?: number;
}

/**
 * Reads models of one format; plugins provide it under the name of the format (`onnx`). A strategy loads its models in
 * `initialize`, which may be async; the loader closes what it loaded when the run stops.
 */
export type ModelLoaderFactory = ProviderFactory<ModelLoadRequest, Promise<Model>>;

export const MODEL_LOADER: BuiltInContract = {
  name: 'ModelLoader',
  description: 'Reads trained models of one format',
  key: 'modelLoader',
  choice: 'named',
};
