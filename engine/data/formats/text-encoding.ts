import { isUtf8 } from 'node:buffer';

/** The encoding of a text. */
export interface TextEncoding {
  /** A label of TextDecoder; `utf-8` needs no decoding. */
  readonly name: string;
  /** Length of the byte order mark in bytes. */
  readonly markLength: number;
}

const UTF_8 = 'utf-8';
/** Minimum share of zeros among every second byte in UTF-16 text of mostly Latin letters and digits. */
const ZERO_SHARE = 0.4;
const LOOKED_AT = 65_536;

/**
 * Detects the encoding of a text from its first bytes: by its byte order mark or the zeros of UTF-16, otherwise UTF-8,
 * or Windows-1252 if it is not valid UTF-8. Undefined for bytes that are not text.
 */
export function detectEncoding(head: Uint8Array): TextEncoding | undefined {
  const [first, second, third, fourth] = head;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { name: UTF_8, markLength: 3 };
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0) return undefined;
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', markLength: 2 };
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', markLength: 2 };
  const looked = head.subarray(0, LOOKED_AT & ~1);
  const zeros = [0, 0];
  for (let index = 0; index < looked.length; index++) if (looked[index] === 0) zeros[index & 1]++;
  const half = Math.max(1, looked.length / 2);
  if (zeros[1] / half > ZERO_SHARE && zeros[0] === 0) return { name: 'utf-16le', markLength: 0 };
  if (zeros[0] / half > ZERO_SHARE && zeros[1] === 0) return { name: 'utf-16be', markLength: 0 };
  if (zeros[0] + zeros[1] > 0) return undefined;
  return { name: isUtf8(withoutCutCharacter(looked)) ? UTF_8 : 'windows-1252', markLength: 0 };
}

/** The encoding of a given name; undefined for an unknown name. */
export function encodingNamed(name: string): TextEncoding | undefined {
  try {
    return { name: new TextDecoder(name).encoding, markLength: 0 };
  } catch {
    return undefined;
  }
}

/** Converts chunks of a text into UTF-8. */
export class Utf8Pieces {
  private readonly encoding: TextEncoding;
  private readonly decoder: TextDecoder | undefined;
  private isFirst = true;

  constructor(encoding: TextEncoding) {
    this.encoding = encoding;
    this.decoder = encoding.name === UTF_8 ? undefined : new TextDecoder(encoding.name);
  }

  /** @param isLast whether this is the last chunk */
  decode(piece: Uint8Array, isLast = false): Uint8Array {
    const bytes = this.isFirst ? piece.subarray(this.encoding.markLength) : piece;
    this.isFirst = false;
    if (this.decoder === undefined) return bytes;
    return Buffer.from(this.decoder.decode(bytes, { stream: !isLast }), 'utf8');
  }
}

/** The bytes up to the last line end, because the head of a file may end within a character. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  const end = Math.max(bytes.lastIndexOf(10), bytes.lastIndexOf(13));
  return end < 0 ? bytes.subarray(0, Math.max(0, bytes.length - 3)) : bytes.subarray(0, end);
}
