/**
 * Schemas of the streams' messages. Alpaca's OpenAPI files have none for WebSockets, so these are written from the
 * documented fields; the order inside of an update is held to the schema of the OpenAPI file.
 */
const text = { type: 'string' } as const;
const number = { type: 'number' } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const texts = { type: 'array', items: text } as const;

type Properties = Readonly<Record<string, object>>;

/** An object with exactly these properties, of which some may be absent. */
function exactly(properties: Properties, optional: Properties = {}): object {
  return {
    type: 'object',
    properties: { ...properties, ...optional },
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

const frame = (letter: string, properties: Properties, optional: Properties = {}): object =>
  exactly({ T: { const: letter }, S: text, ...properties, t: instant }, optional);

const bar = (letter: string): object =>
  frame(letter, { o: number, h: number, l: number, c: number, v: number, n: number, vw: number });

const EVENTS = [
  'accepted',
  'new',
  'fill',
  'partial_fill',
  'canceled',
  'expired',
  'replaced',
  'rejected',
  'order_replace_rejected',
  'trade_correct',
  'trade_bust',
];

/** By the name under which a connection checks a message. */
export const STREAM_SCHEMAS: Readonly<Record<string, object>> = {
  authorization: exactly({
    stream: { const: 'authorization' },
    data: exactly({ status: { enum: ['authorized', 'unauthorized'] }, action: text }),
  }),
  listening: exactly({ stream: { const: 'listening' }, data: exactly({ streams: texts }) }),
  trade_updates: exactly({
    stream: { const: 'trade_updates' },
    data: exactly(
      { event: { enum: EVENTS }, order: { $ref: '#/components/schemas/Order' }, timestamp: instant },
      { execution_id: { type: 'string', format: 'uuid' }, price: text, qty: text, position_qty: text },
    ),
  }),
  'data success': exactly({ T: { const: 'success' }, msg: { enum: ['connected', 'authenticated'] } }),
  'data error': exactly({ T: { const: 'error' }, code: { type: 'integer', minimum: 400, maximum: 500 }, msg: text }),
  'data subscription': exactly({
    T: { const: 'subscription' },
    trades: texts,
    quotes: texts,
    bars: texts,
    updatedBars: texts,
    dailyBars: texts,
    statuses: texts,
    lulds: texts,
  }),
  'data t': frame('t', { i: number, p: number, s: number }, { x: text, c: texts, z: text, tks: text }),
  'data q': frame('q', { bp: number, bs: number, ap: number, as: number }, { bx: text, ax: text, c: texts, z: text }),
  'data b': bar('b'),
  'data u': bar('u'),
  'data d': bar('d'),
  'data s': frame('s', { sc: text, sm: text, rc: text, rm: text, z: text }),
  'data l': frame('l', { u: number, d: number, i: text, z: text }),
  'data c': frame('c', {
    x: text,
    oi: number,
    op: number,
    os: number,
    oc: texts,
    ci: number,
    cp: number,
    cs: number,
    cc: texts,
    z: text,
  }),
  'data x': frame('x', { i: number, x: text, p: number, s: number, a: text, z: text }),
};
