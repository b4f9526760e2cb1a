import { errorTable } from '../../model/engine-error.ts';

/** The faults of consolidators: their arguments and their inputs. */
export const CONSOLIDATOR_ERRORS = errorTable({
  INVALID_ARGUMENT: {
    code: 'CONSOLIDATOR_INVALID_ARGUMENT',
    exitCode: 1,
    meaning: 'A consolidator has a period, count or size with which it cannot build bars.',
    remedy: 'Give the number that the message asks for.',
  },
  MIXED_SYMBOLS: {
    code: 'CONSOLIDATOR_MIXED_SYMBOLS',
    exitCode: 1,
    meaning: 'A consolidator was fed with the data of more than one symbol.',
    remedy: 'Create one consolidator for each symbol.',
  },
  INPUT_TOO_LONG: {
    code: 'CONSOLIDATOR_INPUT_TOO_LONG',
    exitCode: 1,
    meaning: 'A consolidator was fed with bars longer than those that it builds.',
    remedy: 'Subscribe at a finer resolution, or consolidate to longer bars.',
  },
  INPUT_MISMATCH: {
    code: 'CONSOLIDATOR_INPUT_MISMATCH',
    exitCode: 1,
    meaning: 'A consolidator was fed with, or chained to a consolidator of, rows of a kind that it does not accept.',
    remedy: 'Feed it with rows of its input kind.',
  },
});
