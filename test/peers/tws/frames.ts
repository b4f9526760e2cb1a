/** A message of either side: the fields in order, of which the first is the id of its kind. */
export type Fields = readonly (string | number | boolean)[];

/** Lengths of frames are limited to this many bytes. */
const MAX_LENGTH = 0xff_ffff;

/** Writes a frame: the length, then each field with a zero behind it. Booleans are 1 and 0. */
export function encodeFrame(fields: Fields): Buffer {
  const texts = fields.map((field) => (typeof field === 'boolean' ? String(Number(field)) : String(field)));
  const body = Buffer.from(texts.map((text) => `${text}\0`).join(''), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** Damaged forms of a frame. */
export const DAMAGES = [
  'unknown id',
  'short',
  'long',
  'non-numeric id',
  'zero length',
  'huge length',
  'negative length',
  'bad reject',
  'truncated',
] as const;

/** Writes a damaged form of a frame. @throws RangeError for a form that does not exist */
export function damagedFrame(fields: Fields, form: string = DAMAGES[0]): Buffer {
  const frame = encodeFrame(fields);
  const withLength = (length: number): Buffer => {
    const damaged = Buffer.from(frame);
    damaged.writeInt32BE(length);
    return damaged;
  };
  switch (form) {
    case 'unknown id':
      return encodeFrame([9999, ...fields.slice(1)]);
    case 'short':
      return encodeFrame(fields.slice(0, Math.max(2, Math.floor(fields.length / 2))));
    case 'long':
      return encodeFrame([...fields, 'one', 'too', 'many']);
    case 'non-numeric id':
      return encodeFrame([fields[0] ?? '', 'x', ...fields.slice(2)]);
    case 'zero length':
      return Buffer.concat([Buffer.alloc(4), frame]);
    case 'huge length':
      return withLength(MAX_LENGTH - 1);
    case 'negative length':
      return withLength(-1);
    case 'bad reject':
      return encodeFrame([4, 2, -1, 201, 'Order rejected', '{"rejects": [']);
    case 'truncated':
      return frame.subarray(0, Math.floor(frame.length / 2));
    default:
      throw new RangeError(`There is no damage "${form}": ${DAMAGES.join(', ')}.`);
  }
}

/** What a client sends: first the versions that it speaks, then messages. */
export interface ClientListener {
  onHello(lowest: number, highest: number): void;
  onMessage(fields: readonly string[]): void;
  /** What arrived is no protocol of TWS. */
  onGarbage(reason: string): void;
}

/** Takes the bytes of a client apart. */
export class FrameReader {
  private buffer = Buffer.alloc(0);
  private isGreeted = false;
  private readonly listener: ClientListener;

  constructor(listener: ClientListener) {
    this.listener = listener;
  }

  add(bytes: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, bytes]);
    while (this.readHello() || this.readFrame());
  }

  private readHello(): boolean {
    if (this.isGreeted || this.buffer.length < 8) return false;
    if (this.buffer.toString('latin1', 0, 4) !== 'API\0') return this.fail('the first bytes are not API');
    const length = this.buffer.readUInt32BE(4);
    if (this.buffer.length < 8 + length) return false;
    const text = this.buffer.toString('utf8', 8, 8 + length);
    this.buffer = this.buffer.subarray(8 + length);
    const [, lowest, highest = lowest] = /^v(\d+)(?:\.\.(\d+))?/.exec(text) ?? [];
    if (lowest === undefined) return this.fail(`"${text}" is no range of versions`);
    this.isGreeted = true;
    this.listener.onHello(Number(lowest), Number(highest));
    return true;
  }

  private readFrame(): boolean {
    if (!this.isGreeted || this.buffer.length < 4) return false;
    const length = this.buffer.readUInt32BE();
    if (length > MAX_LENGTH) return this.fail(`a frame has ${length} bytes`);
    if (this.buffer.length < 4 + length) return false;
    const text = this.buffer.toString('utf8', 4, 4 + length);
    this.buffer = this.buffer.subarray(4 + length);
    this.listener.onMessage(text.split('\0').slice(0, -1));
    return true;
  }

  private fail(reason: string): false {
    this.buffer = Buffer.alloc(0);
    this.listener.onGarbage(reason);
    return false;
  }
}
