import { join, resolve, sep } from 'node:path';
import { EngineError } from '../../model/engine-error.ts';
import { DATA_ERRORS } from '../errors.ts';
import { shownText } from './shown-text.ts';

/** Names of devices on Windows that no instrument has as its ticker: a file of such a name cannot be copied there. */
const DEVICE = /^(?:nul|aux|com\d|lpt\d)(?:\.|$)/i;
/** Devices that are tickers too, and so only a fault where they are devices. */
const DEVICE_AND_TICKER = /^(?:con|prn)(?:\.|$)/i;
const LONGEST_NAME = 128;

/** Whether a text can be the name of a file or folder: no separators, no control characters, not `.` or `..`. */
export function isFileName(text: string): boolean {
  if (text === '' || text.length > LONGEST_NAME || /^\.+$/.test(text)) return false;
  if (/[\p{Cc}\p{Cf}/\\:*?"<>|]/u.test(text) || /[. ]$/.test(text)) return false;
  return !DEVICE.test(text) && !(process.platform === 'win32' && DEVICE_AND_TICKER.test(text));
}

/**
 * The path of names below a folder: the one place where texts of files, flags and strategies become paths.
 *
 * @param names one a level; none can lead out of the folder
 * @throws EngineError DATA_UNSAFE_NAME for a text that is no name of a file
 */
export function pathInside(root: string, ...names: readonly string[]): string {
  for (const name of names) if (!isFileName(name)) throw unsafeName(name);
  const path = join(root, ...names);
  // Nothing gets here that leads out; whoever changes the rule above is held to it.
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
