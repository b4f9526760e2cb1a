/** A frame of the stack where the main thread was paused, innermost first. */
export interface PausedFrame {
  readonly functionName: string;
  /** `file:///…` */
  readonly url: string;
  /** From 1. */
  readonly line: number;
}

/**
 * The sentence about a handler that has not returned, from the stack of the strategy's frames; undefined where no frame
 * belongs to the strategy. It refers to nothing outside of itself, as its text runs in another thread.
 */
export function shownFrame(
  frames: readonly PausedFrame[],
  { folder, strategy, seconds }: { readonly folder: string; readonly strategy: string; readonly seconds: number },
): string | undefined {
  const isOwn = ({ url }: PausedFrame): boolean => {
    const path = decodeURIComponent(url.replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, '').replace(/\?.*$/, ''));
    return path.replaceAll('\\', '/').startsWith(`${folder.replaceAll('\\', '/')}/`);
  };
  const own = frames.filter(isOwn);
  const inner = own[0];
  const outer = own[own.length - 1];
  if (inner === undefined || outer === undefined) return undefined;
  const file = decodeURIComponent(inner.url.replace(/\?.*$/, '').replace(/^.*\//, ''));
  const handler = outer.functionName || 'A callback';
  return (
    `${handler} of the strategy ${strategy} has been running for ${seconds} seconds: it is at ${file}:${inner.line}. ` +
    'Ctrl-C twice ends the run.'
  );
}
