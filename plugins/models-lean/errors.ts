import { errorTable } from 'tradewright/plugin';

/** Faults of texts that select models. */
export const MODEL_ERRORS = errorTable({
  BAD_PART: {
    code: 'MODEL_BAD_PART',
    exitCode: 3,
    meaning: 'The arguments after the name of a model are not valid.',
    remedy: 'Write the model as engine plugins shows it, for example constant:1,USD.',
  },
});
