import { errorTable } from 'tradewright/plugin';

/** Faults of the sizing models that configurations and flags name. */
export const SIZING_ERRORS = errorTable({
  BAD_ARGUMENTS: {
    code: 'SIZING_BAD_ARGUMENTS',
    exitCode: 3,
    meaning: 'A sizing model was named without its numbers, or with texts that are no numbers.',
    remedy: 'Write the numbers behind the name and a colon, as the message shows.',
  },
});
