import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PeerClock, TimerGroup } from '../clock.ts';
import type { Fault, FaultScript } from '../faults.ts';
import type { AlpacaContract } from './contract.ts';
import { Refusal } from './order-rules.ts';
import type { RestAnswer, RestRequest, Route } from './rest.ts';
import type { ApiKeys } from './streams.ts';

/** A request that arrived. Headers are not kept, because they carry the keys. */
export interface RequestLogEntry {
  /** The route, or method and path when there is none. */
  readonly name: string;
  readonly body: unknown;
  readonly utc: number;
  /** The status of the peer's own answer; undefined when the request was not executed. */
  status: number | undefined;
}

export interface RestServerParts {
  readonly routes: readonly Route[];
  readonly keys: ApiKeys;
  readonly clock: PeerClock;
  readonly faults: FaultScript;
  readonly timers: TimerGroup;
  readonly contract: AlpacaContract;
  readonly requestsPerMinute: number | undefined;
}

/** A request with its route, on its way. */
interface Call {
  readonly route: Route;
  readonly request: RestRequest;
  readonly entry: RequestLogEntry;
  readonly response: ServerResponse;
}

const HTML = '<html><head><title>502 Bad Gateway</title></head><body>maintenance</body></html>';
const CODES: Readonly<Record<number, number>> = { 401: 40110000, 403: 40310000, 422: 42210000, 429: 42910000 };

/** Authenticates, finds the route, executes and answers, with the faults of the script between the steps. */
export class RestServer {
  readonly log: RequestLogEntry[] = [];
  private readonly parts: RestServerParts;
  private minute = NaN;
  private used = 0;

  constructor(parts: RestServerParts) {
    this.parts = parts;
  }

  answer(message: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => this.route(message, Buffer.concat(chunks).toString('utf8'), response));
    response.on('error', () => response.destroy());
  }

  private route(message: IncomingMessage, text: string, response: ServerResponse): void {
    const url = new URL(message.url ?? '/', 'http://127.0.0.1');
    const route = this.parts.routes.find(
      ({ method, pattern }) => method === message.method && pattern.test(url.pathname),
    );
    const body = parseBody(text);
    const entry = {
      name: route?.name ?? `${message.method ?? ''} ${url.pathname}`,
      body,
      utc: this.parts.clock.utc,
      status: undefined,
    };
    this.log.push(entry);
    if (route?.isPublic !== true && !this.isAuthentic(message))
      return this.write(response, refusal(401, 40110000, 'request is not authorized'));
    if (this.isTooFast(response))
      return this.write(response, refusal(429, 42910000, 'too many requests.'), { 'retry-after': '1' });
    if (route === undefined) return this.write(response, refusal(404, 40410000, 'endpoint not found.'));
    const parameters = route.pattern.exec(url.pathname)?.slice(1).map(decodeURIComponent) ?? [];
    this.parts.contract.checkRequest(route.method, route.path, body);
    const call: Call = { route, request: { parameters, query: url.searchParams, body }, entry, response };
    const fault = this.parts.faults.take(route.name);
    if (fault !== undefined) return this.passFault(fault, call);
    const answer = this.execute(call);
    return this.write(response, answer, {}, answer.after);
  }

  private isAuthentic({ headers }: IncomingMessage): boolean {
    const { keyId, secret } = this.parts.keys;
    return isSame(headers['apca-api-key-id'], keyId) && isSame(headers['apca-api-secret-key'], secret);
  }

  private isTooFast(response: ServerResponse): boolean {
    const { requestsPerMinute, clock } = this.parts;
    if (requestsPerMinute === undefined) return false;
    const minute = Math.floor(clock.utc / 60_000);
    this.used = minute === this.minute ? this.used + 1 : 1;
    this.minute = minute;
    response.setHeader('X-RateLimit-Limit', requestsPerMinute);
    response.setHeader('X-RateLimit-Remaining', Math.max(0, requestsPerMinute - this.used));
    response.setHeader('X-RateLimit-Reset', (minute + 1) * 60);
    return this.used > requestsPerMinute;
  }

  /** Executes a request and holds its answer to the document. */
  private execute({ route, request, entry }: Call): RestAnswer {
    const answer = attempt(route, request);
    entry.status = answer.status;
    this.parts.contract.checkAnswer(route.method, route.path, answer.status, answer.body);
    return answer;
  }

  private passFault(fault: Fault, call: Call): void {
    const { response } = call;
    const { timers } = this.parts;
    const executeAlone = (): void => this.execute(call).after?.();
    switch (fault.kind) {
      case 'drop':
      case 'die-before':
        response.destroy();
        return;
      case 'half-open':
        return;
      case 'die-after':
        executeAlone();
        response.destroy();
        return;
      case 'delay':
        timers.set(fault.milliseconds, () => {
          const answer = this.execute(call);
          this.write(response, answer, {}, answer.after);
        });
        return;
      case 'delay-answer': {
        const answer = this.execute(call);
        answer.after?.();
        timers.set(fault.milliseconds, () => this.write(response, answer));
        return;
      }
      case 'duplicate': {
        for (let done = 1; done < (fault.times ?? 2); done += 1) executeAlone();
        const answer = this.execute(call);
        this.write(response, answer, {}, answer.after);
        return;
      }
      case 'malformed': {
        const answer = this.execute(call);
        const text = JSON.stringify(answer.body ?? {});
        this.writeText(response, answer.status, 'application/json', text.slice(0, text.length / 2));
        answer.after?.();
        return;
      }
      case 'html':
        if (fault.executes === true) executeAlone();
        this.writeText(response, fault.status ?? 200, 'text/html', HTML);
        return;
      case 'answer': {
        if (fault.executes === true) executeAlone();
        const { status, code = CODES[status] ?? status * 100_000, message = 'scripted answer', headers } = fault;
        this.write(response, refusal(status, code, message), headers);
        return;
      }
      case 'reorder':
        throw new RangeError('Requests of REST cannot be reordered: each has a connection.');
    }
  }

  private write(
    response: ServerResponse,
    answer: RestAnswer,
    headers: Readonly<Record<string, string>> = {},
    after?: () => void,
  ): void {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
    this.writeText(response, answer.status, 'application/json', text, after);
  }

  private writeText(response: ServerResponse, status: number, type: string, text: string, after?: () => void): void {
    response.writeHead(status, text === '' ? {} : { 'content-type': type });
    response.end(text);
    // what follows an answer happens after it has been written, unless the client is gone
    if (after !== undefined) setImmediate(after);
  }
}

/** Compares without a time that depends on the content. */
function isSame(given: string | string[] | undefined, key: string): boolean {
  const [left, right] = [Buffer.from(String(given)), Buffer.from(key)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function refusal(status: number, code: number, message: string): RestAnswer {
  return { status, body: { code, message } };
}

function attempt(route: Route, request: RestRequest): RestAnswer {
  try {
    return route.answer(request);
  } catch (error) {
    if (error instanceof Refusal) return refusal(error.status, error.code, error.message);
    throw error;
  }
}

function parseBody(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return { unreadable: text.length };
  }
}
