import { EngineError } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';

/** So much may be unpacked whatever it was packed into. */
const ALWAYS_ALLOWED = 64 * 1024 * 1024;
/** Texts of prices pack four to twenty times smaller; a hundred times is none. */
const LARGEST_RATIO = 100;
/** The most that is read into memory as one. */
const LARGEST_WHOLE = 1024 * 1024 * 1024;

/**
 * Refuses what unpacks to far more than prices do, before memory is taken for it.
 *
 * @param what the file, and its entry, for the message
 * @param size unpacked, in bytes
 * @param largest the most that is allowed at all, in bytes
 * @throws EngineError DATA_UNPACKED_TOO_LARGE
 */
export function checkUnpackedSize(what: string, size: number, packedSize: number, largest = LARGEST_WHOLE): void {
  if (size <= ALWAYS_ALLOWED || (size <= largest && size <= packedSize * LARGEST_RATIO)) return;
  const { UNPACKED_TOO_LARGE } = DATA_ERRORS;
  throw new EngineError(
    UNPACKED_TOO_LARGE,
    `${what} unpacks ${megabytes(packedSize)} MB to ${megabytes(size)} MB or more. ${UNPACKED_TOO_LARGE.remedy}`,
    { data: { file: what, size, packedSize } },
  );
}

/** The most bytes that something packed may unpack to, to be read as one. */
export function largestUnpacked(packedSize: number): number {
  return Math.max(ALWAYS_ALLOWED, Math.min(LARGEST_WHOLE, packedSize * LARGEST_RATIO));
}

function megabytes(size: number): string {
  return (size / 1_048_576).toFixed(1);
}
