import { describe, expect, it } from 'vitest';
import { scanSource } from './scan-source.ts';

const FILES = new Set(['strategy.ts', 'features.ts', 'deep/inner.ts', 'module.ts']);

function scan(text: string, file = 'strategy.ts'): string[] {
  return scanSource(file, `\n${text}`, FILES).map(
    ({ line, kind, message }) => `${line} ${kind} ${message.split(';')[0]}`,
  );
}

describe('scanSource', () => {
  it.each([
    [`import { Algorithm } from 'tradewright';`, 'strategy.ts'],
    [`import { f } from './features.ts'; export * from './deep/inner.ts';`, 'strategy.ts'],
    [`import { f } from '../features.ts';`, 'deep/inner.ts'],
    [`import weights from './weights.json' with { type: 'json' };`, 'strategy.ts'],
    [`import { ContainerModule } from 'inversify';`, 'module.ts'],
    [`import { it } from 'vitest'; import { readFileSync } from 'node:fs'; Date.now();`, 'strategy.spec.ts'],
    [`new Date(0); Date.UTC(2000, 1, 1); Date.parse('x'); x instanceof Date; Math.max(1, 2);`, 'strategy.ts'],
    [`this.fetch(); other.process; ({ fetch: 1 }); class A { now() {} process = 1; }`, 'strategy.ts'],
    [`function f(fetch: () => void) { fetch(); }`, 'strategy.ts'],
    [`const { process, a: [crypto] } = f(); process.x; crypto.y; for (const fetch of list) fetch();`, 'strategy.ts'],
    [`if (a) { var Intl = 1; } use(Intl); try {} catch (process) { process.x; }`, 'strategy.ts'],
    [`let x: typeof Math; let d: Date; type P = typeof process;`, 'strategy.ts'],
    [`this.getDate(); new (this.constructor as any)(); x.constructor.name; new Date(0).getUTCHours();`, 'strategy.ts'],
    [`this.cache = {}; const own = { Math: 1 }; own.Math = 2; Object.assign(own, {}); delete own.Math;`, 'strategy.ts'],
    [`function f(Array: { size: number }) { Array.size = 1; }`, 'strategy.ts'],
    [`// Date.now() and Math.random()\n'fetch';`, 'strategy.ts'],
  ])('accepts %s in %s', (text, file) => expect(scan(text, file)).toEqual([]));

  it.each([
    [`declare const process: { env: object }; process.env;`, `2 process it uses process`],
    [`declare function fetch(url: string): void; fetch('x');`, `2 network it uses fetch`],
    [`declare global { var crypto: object } crypto.x;`, `2 random it uses crypto`],
    [`function f(Math: object) {} Math.random();`, `2 random it uses Math.random`],
    [`{ const process = 1; } process.exit();`, `2 process it uses process`],
    [`const f = function Date() {}; Date.now();`, `2 clock it uses Date.now`],
    [`import type { process } from './features.ts'; process.exit();`, `2 process it uses process`],
    [`new Intl.DateTimeFormat().format(0);`, `2 locale it uses Intl`],
    [`(5).toLocaleString();`, `2 locale it uses toLocaleString`],
    [`this.time.toLocaleDateString('en');`, `2 locale it uses toLocaleDateString`],
    [`declare namespace process { const env: object } process.env;`, `2 process it uses process`],
    [`proc\\u0065ss.env;`, `2 process it uses process`],
    [`namespace process { export const x = 1; } process.x;`, `2 process it uses process`],
    [`enum fetch { a } class A { static f = crypto; }`, `2 random it uses crypto`],
    [`try {} catch (Math) {} Math?.random();`, `2 random it uses Math.random`],
    [`const f = [].constructor.constructor;`, `2 escape it uses the constructor of a function`],
    [`(() => {}).constructor('return process')();`, `2 escape it uses the constructor of a function`],
    [`(async () => {})['constructor']('return process')();`, `2 escape it uses the constructor of a function`],
    [`x['toLocaleString']();`, `2 locale it uses toLocaleString`],
    [`const { toLocaleString: f } = Number.prototype;`, `2 locale it uses toLocaleString`],
    [`new Date(2020, 1, 1);`, `2 locale it uses new Date(year, month)`],
    [`new Date(0).getHours();`, `2 locale it uses getHours`],
    [`import.meta.dirname;`, `2 process it uses import.meta`],
    [`Math.round = Math.floor;`, `2 change it changes Math.round`],
    [`(Array.prototype as any)['map'] = 1;`, `2 change it changes (Array.prototype as any)['map']`],
    [`Object.defineProperty(Object.prototype, 'tag', {});`, `2 change it changes Object.prototype`],
    [`Reflect.set(JSON, 'stringify', f);`, `2 change it changes JSON`],
    [`delete Array.prototype.at;`, `2 change it changes Array.prototype.at`],
    [`AbortSignal.timeout(5);`, `2 clock it uses AbortSignal`],
    [`new Request('http://x');`, `2 network it uses Request`],
    [`new WeakRef({});`, `2 random it uses WeakRef`],
  ])('is not deceived by %s', (text, fault) => expect(scan(text)).toEqual([fault]));

  it.each([
    [`import { readFileSync } from 'node:fs';`, `2 file it imports 'node:fs'`],
    [`import fs from 'fs/promises';`, `2 file it imports 'fs/promises'`],
    [`import http from 'node:https';`, `2 network it imports 'node:https'`],
    [`import _ from 'lodash';`, `2 import it imports 'lodash'`],
    [`import { LeanFolder } from 'tradewright/plugin';`, `2 import it imports 'tradewright/plugin'`],
    [`import type { A } from 'tradewright/testkit';`, `2 import it imports 'tradewright/testkit'`],
    [`import { ContainerModule } from 'inversify';`, `2 import it imports 'inversify'`],
    [
      `import x from '../other/strategy.ts';`,
      `2 import it imports '../other/strategy.ts', which is outside its folder`,
    ],
    [
      `export { x } from '../../plugins/data-lean/module.ts';`,
      `2 import it imports '../../plugins/data-lean/module.ts', which is outside its folder`,
    ],
    [`import x from './missing.ts';`, `2 import it imports './missing.ts', which does not exist`],
    [`const x = await import('node:net');`, `2 network it imports 'node:net'`],
    [`const x = await import(name);`, '2 import it imports by a computed name'],
    [`let x: import('../a.ts').A;`, `2 import it imports '../a.ts', which is outside its folder`],
    [`const x = require('fs');`, '2 import it uses require'],
    ['Date.now();', '2 clock it uses Date.now'],
    [`Date['now']();`, '2 clock it uses Date.now'],
    ['new Date();', '2 clock it uses new Date()'],
    ['new Date;', '2 clock it uses new Date()'],
    ['Date();', '2 clock it uses Date()'],
    ['const D = Date;', '2 clock it uses Date under another name'],
    ['const { now } = Date;', '2 clock it uses Date under another name'],
    ['performance.now();', '2 clock it uses performance'],
    ['setTimeout(() => {}, 1);', '2 clock it uses setTimeout'],
    ['Temporal.Now.instant();', '2 clock it uses Temporal.Now'],
    ['Math.random();', '2 random it uses Math.random'],
    ['const { random } = Math;', '2 random it uses Math under another name'],
    ['crypto.randomUUID();', '2 random it uses crypto'],
    [`fetch('https://example.com');`, '2 network it uses fetch'],
    ['new WebSocket(url);', '2 network it uses WebSocket'],
    ['process.env.HOME;', '2 process it uses process'],
    ['globalThis.Date.now();', '2 escape it uses globalThis'],
    [`eval('1');`, '2 escape it uses eval'],
    ['f({ fetch });', '2 network it uses fetch'],
  ])('reports %s', (text, fault) => expect(scan(text)).toEqual([fault]));
});
