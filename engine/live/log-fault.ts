import { EngineError } from '../model/engine-error.ts';
import { LIVE_ERRORS } from './errors.ts';

/** The fault for a file of a run that cannot be used. @param deed the failed action, as in "cannot be written" */
export function logFault(file: string, deed: string, cause: unknown): EngineError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  const descriptor = isFull ? LIVE_ERRORS.LOG_DISK_FULL : LIVE_ERRORS.LOG_UNWRITABLE;
  const what = isFull ? 'the disk is full' : message;
  return new EngineError(descriptor, `${file} cannot be ${deed}: ${what}. ${descriptor.remedy}`, {
    cause,
    data: { file },
  });
}
