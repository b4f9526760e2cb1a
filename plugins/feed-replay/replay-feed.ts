import { parseSpeed, type ReplayFeed } from 'tradewright/plugin';

/**
 * A replay of the data folder.
 * @param speed `max` (the default), `60x` or `0.5x`
 * @throws EngineError LIVE_BAD_SPEED
 */
export function replayFeed(speed = 'max'): ReplayFeed {
  return { kind: 'replay', name: 'replay', speed: parseSpeed(speed) };
}
