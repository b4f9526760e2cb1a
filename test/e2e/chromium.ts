import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from 'tradewright/testkit';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--hide-scrollbars',
  '--remote-debugging-port=0',
];

/** The path of a browser on this machine, or undefined. */
export const CHROMIUM = (process.env.PATH ?? '')
  .split(':')
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((path) => existsSync(path));

/** CSS pixels from the corner of the window. */
export type Place = readonly [x: number, y: number];

/** The modifier bit of the Ctrl key in the protocol. */
const CTRL = 2;

type Values = Readonly<Record<string, unknown>>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Values;
  readonly result?: Values;
  readonly error?: { readonly message: string };
}

/** The device and preferences with which a page is viewed. */
export interface Look {
  /** CSS pixels; default: those of a desktop. */
  readonly width?: number;
  readonly height?: number;
  readonly isPhone?: boolean;
  readonly scheme?: 'light' | 'dark';
  readonly media?: 'screen' | 'print';
}

/** A browser controlled by the DevTools protocol. */
export class Browser {
  /** Console messages, uncaught errors and policy violations of pages. */
  readonly said: string[] = [];
  /** The addresses that pages requested. */
  readonly requests: string[] = [];
  private readonly child: ChildProcess;
  private readonly socket: WebSocket;
  private readonly remove: () => void;
  private readonly answers = new Map<number, (message: Message) => void>();
  private readonly loads: (() => void)[] = [];
  private session: unknown;
  private count = 0;

  /** Starts the browser with one empty page. */
  static async start(): Promise<Browser> {
    const { path, remove } = temporaryFolder();
    const child = spawn(CHROMIUM ?? '', [...FLAGS, `--user-data-dir=${path}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const socket = new WebSocket(await debuggingAddress(child));
    await once(socket, 'open');
    const browser = new Browser(child, socket, remove);
    await browser.attach();
    return browser;
  }

  private constructor(child: ChildProcess, socket: WebSocket, remove: () => void) {
    this.child = child;
    this.socket = socket;
    this.remove = remove;
    socket.addEventListener('message', ({ data }) => this.hear(JSON.parse(String(data)) as Message));
  }

  async close(): Promise<void> {
    const closed = once(this.child, 'close');
    this.child.kill();
    await closed;
    this.remove();
  }

  /** Opens an address, and waits until its script has run and its charts are drawn. */
  async open(
    address: string,
    { width = 1280, height = 900, isPhone = false, scheme, media }: Look = {},
  ): Promise<void> {
    await this.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: isPhone ? 2 : 1,
      mobile: isPhone,
    });
    const features = scheme === undefined ? [] : [{ name: 'prefers-color-scheme', value: scheme }];
    await this.send('Emulation.setTouchEmulationEnabled', { enabled: isPhone, maxTouchPoints: 2 });
    await this.send('Emulation.setEmulatedMedia', { media: media ?? '', features });
    const loaded = new Promise<void>((resolve) => this.loads.push(resolve));
    await this.send('Page.navigate', { url: address });
    await loaded;
    await this.settled();
  }

  /** Waits for two frames, after which changes are drawn. */
  async settled(): Promise<void> {
    await this.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))');
  }

  /** The value of an expression in the page. */
  async evaluate<Value>(expression: string): Promise<Value> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: Value }).value;
  }

  /** Moves the mouse, with its button pressed between several places. */
  async drag(...places: readonly Place[]): Promise<void> {
    const button = places.length > 1 ? 'left' : 'none';
    const mouse = async (type: string, [x, y]: Place): Promise<unknown> =>
      await this.send('Input.dispatchMouseEvent', { type, x, y, button, buttons: 1, clickCount: 1 });
    if (button === 'left') await mouse('mousePressed', places[0]);
    for (const place of places) await mouse('mouseMoved', place);
    if (button === 'left') await mouse('mouseReleased', places[places.length - 1]);
    await this.settled();
  }

  /** Turns the wheel at a place with Ctrl pressed. */
  async wheel([x, y]: Place, deltaY: number): Promise<void> {
    await this.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX: 0, deltaY, modifiers: CTRL });
    await this.settled();
  }

  /** Moves fingers over the screen; each step has the places of all fingers. */
  async touch(...steps: readonly (readonly Place[])[]): Promise<void> {
    const touch = async (type: string, places: readonly Place[]): Promise<unknown> =>
      await this.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: places.map(([x, y], id) => ({ x, y, id })),
      });
    await touch('touchStart', steps[0]);
    for (const step of steps.slice(1)) await touch('touchMove', step);
    await touch('touchEnd', []);
    await this.settled();
  }

  /** Presses a key at the focused element. */
  async press(key: string): Promise<void> {
    for (const type of ['keyDown', 'keyUp'])
      await this.send('Input.dispatchKeyEvent', {
        type,
        key,
        ...(type === 'keyDown' && key.length === 1 && { text: key }),
      });
    await this.settled();
  }

  /** Sends a command of the protocol to the page. */
  async send(method: string, params: Values = {}): Promise<Values> {
    const id = ++this.count;
    const answer = new Promise<Message>((resolve) => this.answers.set(id, resolve));
    this.socket.send(JSON.stringify({ id, method, params, sessionId: this.session }));
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  private async attach(): Promise<void> {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    this.session = (await this.send('Target.attachToTarget', { targetId, flatten: true }))['sessionId'];
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await this.send(`${domain}.enable`);
  }

  private hear({ id, method = '', params = {}, ...message }: Message): void {
    if (id !== undefined) this.answers.get(id)?.(message);
    else if (method === 'Page.loadEventFired') this.loads.shift()?.();
    else if (method === 'Network.requestWillBeSent') this.requests.push((params['request'] as { url: string }).url);
    else if (/^(?:Runtime\.(?:consoleAPICalled|exceptionThrown)|Log\.entryAdded)$/.test(method))
      this.said.push(JSON.stringify(params));
  }
}

/** The debugging address that the browser prints at its start. */
async function debuggingAddress(child: ChildProcess): Promise<string> {
  return await new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
      const [, address] = /DevTools listening on (\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`The browser ended: ${said}`)));
  });
}
