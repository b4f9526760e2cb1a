import { join, resolve, sep } from 'node:path';
import { EngineError } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';
import { shownText } from './shown-text.ts';

/** Names of Windows devices that are not tickers: a file with such a name cannot be copied to Windows. */
const DEVICE = /^(?:nul|aux|com\d|lpt\d)(?:\.|$)/i;
/** Names of devices that are also tickers, and therefore rejected only on Windows. */
const DEVICE_AND_TICKER = /^(?:con|prn)(?:\.|$)/i;
const LONGEST_NAME = 128;

/** Whether a text can be the name of a file or folder: no separators, no control characters, not `.` or `..`. */
export function isFileName(text: string): boolean {
  if (text === '' || text.length > LONGEST_NAME || /^\.+$/.test(text)) return false;
  if (/[\p{Cc}\p{Cf}/\\:*?"<>|]/u.test(text) || /[. ]$/.test(text)) return false;
  return !DEVICE.test(text) && !(process.platform === 'win32' && DEVICE_AND_TICKER.test(text));
}

/**
 * The path of names below a folder: the only function that turns texts of files, flags and strategies into paths.
 *
 * @param names one per level; none can lead out of the folder
 * @throws EngineError DATA_UNSAFE_NAME for a text that is not a valid file name
 */
export function pathInside(root: string, ...names: readonly string[]): string {
  for (const name of names) if (!isFileName(name)) throw unsafeName(name);
  const path = join(root, ...names);
  // The check above already excludes this; the second check protects against mistakes in it.
  if (root !== '' && !resolve(path).startsWith(withSeparator(resolve(root)))) throw unsafeName(names.join('/'));
  return path;
}

/** {@link pathInside} for a path with forward slashes, such as a key of `lean-files.json`. */
export function relativePathInside(root: string, path: string): string {
  return pathInside(root, ...path.split('/'));
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : `${folder}${sep}`;
}

function unsafeName(name: string): EngineError {
  return new EngineError(
    DATA_ERRORS.UNSAFE_NAME,
    `${shownText(name)} cannot be the name of a file or folder. ${DATA_ERRORS.UNSAFE_NAME.remedy}`,
    { data: { name: name.slice(0, LONGEST_NAME) } },
  );
}
