import { EngineError } from '../model/engine-error.ts';
import { HOST_ERRORS } from './errors.ts';
import type { Setting } from './settings.ts';

/** Parses a cash setting. @throws EngineError unless it is positive */
export function readCash(setting: Setting<string>): number {
  const amount = Number(setting.value);
  if (setting.value.trim() !== '' && Number.isFinite(amount) && amount > 0) return amount;
  throw new EngineError(
    HOST_ERRORS.BAD_CASH,
    `The cash (${setting.reason}) is "${setting.value}", but must be a positive amount. Give for example 100000.`,
    { data: { cash: setting.value } },
  );
}

/** Parses an integer setting. @throws EngineError unless it is an integer within the inclusive bounds */
export function readWhole(setting: Setting<string>, smallest: number, largest: number): number {
  const value = Number(setting.value);
  if (/^\d+$/.test(setting.value) && value >= smallest && value <= largest) return value;
  throw new EngineError(
    HOST_ERRORS.BAD_NUMBER,
    `${setting.reason.replace('flag ', '')} is "${setting.value}", but must be a whole number from ${smallest} to ${largest}. Give such a number.`,
    { data: { value: setting.value } },
  );
}
