import { BlockList, isIP, Socket } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether a name or address is this machine. */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  return family === 0 ? host === 'localhost' : LOOPBACK.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/** Watches every outgoing connection of this thread, whoever opens it, and refuses those that leave the machine. */
export interface LoopbackGuard {
  /** The hosts that were contacted, each once. */
  readonly contacted: ReadonlySet<string>;
  /** The sockets that were opened since the guard was set and are not closed. */
  readonly open: number;
  /** Ends the watch. @throws Error when a host was contacted that is not this machine, even in vain */
  restore(): void;
}

type Connect = (this: Socket, ...parameters: unknown[]) => Socket;

/** Sets the guard. `net.Socket` is the one place that TCP, TLS, HTTP, fetch and WebSocket clients pass. */
export function guardLoopback(): LoopbackGuard {
  const contacted = new Set<string>();
  const sockets = new Set<Socket>();
  // the method is called with its socket below
  const original = Reflect.get(Socket.prototype, 'connect') as Connect;
  const guarded: Connect = function connect(...parameters) {
    const host = hostOf(parameters);
    if (host !== undefined) {
      contacted.add(host);
      if (!isLoopback(host)) throw new Error(`A test tried to contact ${host}. Tests contact loopback only.`);
      sockets.add(this);
      this.once('close', () => sockets.delete(this));
    }
    return Reflect.apply(original, this, parameters);
  };
  Reflect.set(Socket.prototype, 'connect', guarded);
  return {
    contacted,
    get open() {
      return sockets.size;
    },
    restore: () => {
      Reflect.set(Socket.prototype, 'connect', original);
      const others = [...contacted].filter((host) => !isLoopback(host));
      if (others.length > 0) throw new Error(`Tests contact loopback only, but these did not: ${others.join(', ')}.`);
    },
  };
}

/** The host of the parameters of `connect`, which may be normalized; undefined for a path of the file system. */
function hostOf(parameters: readonly unknown[]): string | undefined {
  const [first, second] = Array.isArray(parameters[0]) ? (parameters[0] as readonly unknown[]) : parameters;
  if (typeof first === 'object' && first !== null) {
    const { host, path, port } = first as { host?: string; path?: string; port?: number };
    return port === undefined && path !== undefined ? undefined : (host ?? 'localhost');
  }
  return typeof second === 'string' ? second : 'localhost';
}
