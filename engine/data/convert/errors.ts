import { errorTable } from '../../model/engine-error.ts';

/** The faults of converting and importing data. */
export const CONVERT_ERRORS = errorTable({
  TARGET_EXISTS: {
    code: 'CONVERT_TARGET_EXISTS',
    exitCode: 2,
    meaning: 'What would be written is there already.',
    remedy: 'Name a place where nothing is, or move away what is there.',
  },
  NOTHING_TO_CONVERT: {
    code: 'CONVERT_NOTHING',
    exitCode: 2,
    meaning: 'The folder holds no series of the kinds that can be converted, or none of those asked for.',
    remedy: 'Look with `engine data list` at what the folder holds.',
  },
  MIXED_FORMATS: {
    code: 'CONVERT_MIXED_FORMATS',
    exitCode: 2,
    meaning: 'The folder to convert holds the same kind of series in more than one format.',
    remedy: 'Move the files of one format to a folder of their own.',
  },
  SAME_FORMAT: {
    code: 'CONVERT_SAME_FORMAT',
    exitCode: 2,
    meaning: 'The folder is in the wanted format already.',
    remedy: 'Name another format.',
  },
  TARGET_UNWRITABLE: {
    code: 'CONVERT_TARGET_UNWRITABLE',
    exitCode: 1,
    meaning: 'The target cannot be written.',
    remedy: 'Check the permissions of the folder and the space on the disk.',
  },
  INTERRUPTED: {
    code: 'CONVERT_INTERRUPTED',
    exitCode: 130,
    meaning: 'The conversion was interrupted; nothing was left behind.',
    remedy: 'Start it again.',
  },
});
