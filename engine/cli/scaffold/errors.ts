import { errorTable } from '../../model/engine-error.ts';

/** Faults of the commands that create new folders: engine copy, engine new strategy, engine new plugin. */
export const SCAFFOLD_ERRORS = errorTable({
  BAD_NAME: {
    code: 'SCAFFOLD_BAD_NAME',
    exitCode: 2,
    meaning: 'The name of a new strategy or plugin is not written in lower case with hyphens.',
    remedy: 'Use lower-case letters, digits and hyphens, beginning with a letter: my-idea.',
  },
  TARGET_EXISTS: {
    code: 'SCAFFOLD_TARGET_EXISTS',
    exitCode: 2,
    meaning: 'The target of the new folder exists already; nothing is ever overwritten.',
    remedy: 'Choose another name, or remove or rename the existing folder.',
  },
  TARGET_INSIDE_SOURCE: {
    code: 'SCAFFOLD_TARGET_INSIDE_SOURCE',
    exitCode: 2,
    meaning: 'The copy would be inside the copied strategy.',
    remedy: 'Choose a folder outside the strategy.',
  },
  NAME_TAKEN: {
    code: 'SCAFFOLD_NAME_TAKEN',
    exitCode: 2,
    meaning: 'The new name is already used in the code of the strategy or by another plugin.',
    remedy: 'Choose another name.',
  },
  UNKNOWN_KIND: {
    code: 'SCAFFOLD_UNKNOWN_KIND',
    exitCode: 2,
    meaning: 'There is no template for a plugin of this kind.',
    remedy: 'Use one of the kinds in the message.',
  },
  UNWRITABLE: {
    code: 'SCAFFOLD_UNWRITABLE',
    exitCode: 1,
    meaning: 'The new folder could not be written; nothing of it remains.',
    remedy: 'Correct the cause in the message, or choose another location.',
  },
});
