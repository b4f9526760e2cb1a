/** A call frame of a paused program, with the properties that tests use. */
export interface CallFrame {
  readonly callFrameId: string;
  readonly functionName: string;
  /** Both from 0. */
  readonly location: { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber: number };
  readonly scopeChain: readonly { readonly type: string }[];
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A debugger that uses the inspector protocol, like an editor. */
export class InspectorClient {
  private readonly socket: WebSocket;
  private readonly answers = new Map<number, (message: Message) => void>();
  private readonly scripts = new Map<string, string>();
  private readonly listeners = new Map<string, (params: unknown) => void>();
  private lastId = 0;

  /** @param url the address that Node prints after `Debugger listening on` */
  static async attach(url: string): Promise<InspectorClient> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', () => reject(new Error(`There is no debugger at ${url}.`)), { once: true });
    });
    return new InspectorClient(socket);
  }

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.addEventListener('message', ({ data }) => this.take(JSON.parse(String(data)) as Message));
  }

  async send<Answer>(method: string, params: object = {}): Promise<Answer> {
    const id = ++this.lastId;
    const answer = new Promise<Message>((resolve) => this.answers.set(id, resolve));
    this.socket.send(JSON.stringify({ id, method, params }));
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result as Answer;
  }

  /** The next event of this name; call it before the action that causes the event. */
  async event<Params>(method: string): Promise<Params> {
    return await new Promise((resolve) => {
      this.listeners.set(method, (params) => {
        this.listeners.delete(method);
        resolve(params as Params);
      });
    });
  }

  /** URL of the script that a frame is in. */
  urlOf({ location }: CallFrame): string | undefined {
    return this.scripts.get(location.scriptId);
  }

  close(): void {
    this.socket.close();
  }

  private take({ id, method, params, ...answer }: Message): void {
    if (method === 'Debugger.scriptParsed') {
      const { scriptId, url } = params as { scriptId: string; url: string };
      this.scripts.set(scriptId, url);
    }
    if (id !== undefined) this.answers.get(id)?.(answer);
    else if (method !== undefined) this.listeners.get(method)?.(params);
  }
}
