import { errorTable } from 'tradewright/plugin';

/** Faults of the exits that configurations and flags name. */
export const EXIT_ERRORS = errorTable({
  BAD_ARGUMENTS: {
    code: 'EXIT_BAD_ARGUMENTS',
    exitCode: 3,
    meaning: 'An exit rule was named without its numbers, or with texts that are no numbers.',
    remedy: 'Write the numbers behind the name and a colon, as the message shows.',
  },
});
