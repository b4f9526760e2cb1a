import { errorTable } from '../../model/engine-error.ts';

/** The faults of converting and importing data. */
export const CONVERT_ERRORS = errorTable({
  TARGET_EXISTS: {
    code: 'CONVERT_TARGET_EXISTS',
    exitCode: 2,
    meaning: 'The target exists already.',
    remedy: 'Use another target, or move the existing files away.',
  },
  NOTHING_TO_CONVERT: {
    code: 'CONVERT_NOTHING',
    exitCode: 2,
    meaning: 'The folder has no series that can be converted, or none of the requested ones.',
    remedy: 'List the series of the folder with `engine data list`.',
  },
  MIXED_FORMATS: {
    code: 'CONVERT_MIXED_FORMATS',
    exitCode: 2,
    meaning: 'The folder to convert has series in more than one format.',
    remedy: 'Move the files of one format to a separate folder.',
  },
  SAME_FORMAT: {
    code: 'CONVERT_SAME_FORMAT',
    exitCode: 2,
    meaning: 'The folder already has the requested format.',
    remedy: 'Use another format.',
  },
  TARGET_UNWRITABLE: {
    code: 'CONVERT_TARGET_UNWRITABLE',
    exitCode: 1,
    meaning: 'The target cannot be written.',
    remedy: 'Check the permissions of the folder and the free space of the disk.',
  },
  INTERRUPTED: {
    code: 'CONVERT_INTERRUPTED',
    exitCode: 130,
    meaning: 'The conversion was interrupted; nothing was written.',
    remedy: 'Start it again.',
  },
});
