import { errorTable } from '../model/engine-error.ts';

/** Faults of the command line itself. */
export const CLI_ERRORS = errorTable({
  UNKNOWN_COMMAND: {
    code: 'CLI_UNKNOWN_COMMAND',
    exitCode: 2,
    meaning: 'There is no command of this name.',
    remedy: 'Use one of the commands that engine --help lists.',
  },
  UNKNOWN_FLAG: {
    code: 'CLI_UNKNOWN_FLAG',
    exitCode: 2,
    meaning: 'The command has no flag of this name.',
    remedy: 'Use one of the flags that --help behind the command lists.',
  },
  MISSING_FLAG: {
    code: 'CLI_MISSING_FLAG',
    exitCode: 2,
    meaning: 'The command needs a flag that was not given.',
    remedy: 'Give the flag that the message names.',
  },
  BAD_FLAG_VALUE: {
    code: 'CLI_BAD_FLAG_VALUE',
    exitCode: 2,
    meaning: 'A flag has no value, a value it cannot have, or was given twice.',
    remedy: 'Give the flag once with a value such as the message names.',
  },
  UNEXPECTED_ARGUMENT: {
    code: 'CLI_UNEXPECTED_ARGUMENT',
    exitCode: 2,
    meaning: 'A word of the command line belongs to no flag.',
    remedy: 'Put the flag that it belongs to before it, and quotes around values with spaces.',
  },
  PARITY_NOT_FOUND: {
    code: 'CLI_PARITY_NOT_FOUND',
    exitCode: 2,
    meaning:
      "The regression algorithms that are compared with LEAN's are not here, or the expected results are not where the command line says.",
    remedy:
      'Run parity in a clone of the repository, with the paths of a LEAN data folder and of the expected results.',
  },
  PACKAGE_MISSING: {
    code: 'CLI_PACKAGE_MISSING',
    exitCode: 1,
    meaning: 'The command needs an npm package that is not installed, as only few need it.',
    remedy: 'Install it with the line that the message shows.',
  },
  PORT_TAKEN: {
    code: 'CLI_PORT_TAKEN',
    exitCode: 1,
    meaning: 'The port at which a debugger was to attach is taken, or may not be used.',
    remedy: 'Give another port with --inspect-port.',
  },
  OUTPUT_LOST: {
    code: 'CLI_OUTPUT_LOST',
    exitCode: 1,
    meaning: 'The command was done, and standard output did not take its answer: its disk is full or its device gone.',
    remedy: 'Look for results where the command puts them, or run it again with an output that can be written.',
  },
  INTERNAL: {
    code: 'CLI_INTERNAL',
    exitCode: 1,
    meaning: 'The engine itself has a fault.',
    remedy: 'Report it with the stack that is printed below the message.',
  },
});
