import { errorTable } from '../../model/engine-error.ts';

/** Faults of the commands that make new folders: engine copy, engine new strategy, engine new plugin. */
export const SCAFFOLD_ERRORS = errorTable({
  BAD_NAME: {
    code: 'SCAFFOLD_BAD_NAME',
    exitCode: 2,
    meaning: 'The name of a new strategy or plugin is not written in lower case with hyphens.',
    remedy: 'Use small letters, digits and hyphens, a letter first: my-idea.',
  },
  TARGET_EXISTS: {
    code: 'SCAFFOLD_TARGET_EXISTS',
    exitCode: 2,
    meaning: 'Something stands already where the new folder should go; nothing is ever overwritten.',
    remedy: 'Choose another name, or remove or rename what stands there.',
  },
  TARGET_INSIDE_SOURCE: {
    code: 'SCAFFOLD_TARGET_INSIDE_SOURCE',
    exitCode: 2,
    meaning: 'The copy would lie inside the strategy that it is made of.',
    remedy: 'Choose a folder outside of the strategy.',
  },
  NAME_TAKEN: {
    code: 'SCAFFOLD_NAME_TAKEN',
    exitCode: 2,
    meaning: 'The new name means something else already: in the code of the strategy, or among the plugins.',
    remedy: 'Choose another name.',
  },
  UNKNOWN_KIND: {
    code: 'SCAFFOLD_UNKNOWN_KIND',
    exitCode: 2,
    meaning: 'There is no template for a plugin of this kind.',
    remedy: 'Use one of the kinds that the message names.',
  },
  UNWRITABLE: {
    code: 'SCAFFOLD_UNWRITABLE',
    exitCode: 1,
    meaning: 'The new folder could not be written; nothing of it was left behind.',
    remedy: 'Correct what the message names, or choose another place.',
  },
});
