/** Pins the present results of strategies in their scenarios: node test/golden/pin.ts [STRATEGY …] */
import { writeFileSync } from 'node:fs';
import { pinnedStrategies, pinned, readScenario, runScenario, scenarioFile } from './scenario.ts';

const named = process.argv.slice(2);
for (const strategy of named.length > 0 ? named : pinnedStrategies()) {
  const scenario = readScenario(strategy);
  const expected = pinned(await runScenario(strategy, scenario));
  writeFileSync(scenarioFile(strategy), `${JSON.stringify({ ...scenario, expected }, undefined, 2)}\n`);
}
