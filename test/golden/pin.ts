/**
 * Pins the current results of strategies in their scenarios: node test/golden/pin.ts [STRATEGY …]
 *
 * A strategy without a scenario gets one that runs its configuration.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { EngineError } from '../../engine/model/engine-error.ts';
import { newScenario, pinnedStrategies, pinned, readScenario, runScenario, scenarioFile } from './scenario.ts';

const named = process.argv.slice(2);
try {
  for (const strategy of named.length > 0 ? named : pinnedStrategies()) {
    const scenario = existsSync(scenarioFile(strategy)) ? readScenario(strategy) : newScenario(strategy);
    const expected = pinned(await runScenario(strategy, scenario));
    writeFileSync(scenarioFile(strategy), `${JSON.stringify({ ...scenario, expected }, undefined, 2)}\n`);
    process.stdout.write(`${strategy}: ${expected.orders} orders, final equity ${expected.finalEquity}\n`);
  }
} catch (error) {
  if (!(error instanceof EngineError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exitCode = error.exitCode;
}
