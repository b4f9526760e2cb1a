import { errorTable } from '../model/engine-error.ts';

/** Faults of exit rules and sizing models. */
export const POSITION_ERRORS = errorTable({
  BAD_EXIT: {
    code: 'POSITION_BAD_EXIT',
    exitCode: 3,
    meaning: 'An exit rule has an argument that is outside of its range.',
    remedy: 'Pass the number that the message describes.',
  },
  BAD_SIZING: {
    code: 'POSITION_BAD_SIZING',
    exitCode: 3,
    meaning: 'A sizing model has an argument that is outside of its range.',
    remedy: 'Pass the number that the message describes.',
  },
});
