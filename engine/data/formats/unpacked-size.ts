import { EngineError } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';

/** Uncompressed size that is always allowed. */
const ALWAYS_ALLOWED = 64 * 1024 * 1024;
/** Maximum compression ratio: prices compress four to twenty times. */
const LARGEST_RATIO = 100;
/** Maximum size that is read into memory at once. */
const LARGEST_WHOLE = 1024 * 1024 * 1024;

/**
 * Rejects files that decompress to far more than prices do, before memory is allocated.
 *
 * @param what the file, and its entry, for the message
 * @param size uncompressed size in bytes
 * @param largest absolute maximum in bytes
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

/** The maximum uncompressed size in bytes of compressed content that is read at once. */
export function largestUnpacked(packedSize: number): number {
  return Math.max(ALWAYS_ALLOWED, Math.min(LARGEST_WHOLE, packedSize * LARGEST_RATIO));
}

function megabytes(size: number): string {
  return (size / 1_048_576).toFixed(1);
}
