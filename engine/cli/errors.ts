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
    remedy: 'Use one of the flags that the command lists with --help.',
  },
  NO_FIT: {
    code: 'CLI_NO_FIT',
    exitCode: 1,
    meaning: 'The returns of a symbol cannot be fitted by the model.',
    remedy: 'Read the reason in the message; choose another model or a longer period.',
  },
  MISSING_FLAG: {
    code: 'CLI_MISSING_FLAG',
    exitCode: 2,
    meaning: 'A required flag is missing.',
    remedy: 'Give the flag that the message names.',
  },
  BAD_FLAG_VALUE: {
    code: 'CLI_BAD_FLAG_VALUE',
    exitCode: 2,
    meaning: 'A flag has no value, an invalid value, or was given twice.',
    remedy: 'Give the flag once, with a value as in the message.',
  },
  UNEXPECTED_ARGUMENT: {
    code: 'CLI_UNEXPECTED_ARGUMENT',
    exitCode: 2,
    meaning: 'A word of the command line belongs to no flag.',
    remedy: 'Write its flag before it, and quotes around values with spaces.',
  },
  PARITY_NOT_FOUND: {
    code: 'CLI_PARITY_NOT_FOUND',
    exitCode: 2,
    meaning:
      "The regression algorithms that are compared with LEAN's are not installed, or the expected results are not at the given path.",
    remedy:
      'Run parity in a clone of the repository, with the paths of a LEAN data folder and of the expected results.',
  },
  PACKAGE_MISSING: {
    code: 'CLI_PACKAGE_MISSING',
    exitCode: 1,
    meaning: 'The command needs an optional npm package that is not installed.',
    remedy: 'Install it with the command in the message.',
  },
  PORT_TAKEN: {
    code: 'CLI_PORT_TAKEN',
    exitCode: 1,
    meaning: 'The port for a debugger is in use or not permitted.',
    remedy: 'Give another port with --inspect-port.',
  },
  OUTPUT_LOST: {
    code: 'CLI_OUTPUT_LOST',
    exitCode: 1,
    meaning: 'The command has finished, but its output could not be written: the disk is full or the device is gone.',
    remedy: 'Find the results in the folder of the run, or run the command again with an output that can be written.',
  },
  INTERNAL: {
    code: 'CLI_INTERNAL',
    exitCode: 1,
    meaning: 'The engine has an internal fault.',
    remedy: 'Report it with the stack trace that is printed below the message.',
  },
});
