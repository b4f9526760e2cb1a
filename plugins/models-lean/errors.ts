import { errorTable } from 'tradewright/plugin';

/** Faults of the texts that choose models. */
export const MODEL_ERRORS = errorTable({
  BAD_PART: {
    code: 'MODEL_BAD_PART',
    exitCode: 3,
    meaning: 'What stands behind the name of a model makes none.',
    remedy: 'Write the model as engine plugins shows it, for example constant:1,USD.',
  },
});
