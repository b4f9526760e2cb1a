import type { Plan } from '../host/plan.ts';
import type { Output } from './output.ts';

/** Lines of a plan that limit positions. */
const LIMITING = new Set(['risk rule', 'exit', 'sizing model']);

/** Tells users the limits in force and where they come from; nothing without limits. */
export function sayRiskLimits({ lines }: Plan, output: Output): void {
  const limits = lines.filter(({ what, reason }) => LIMITING.has(what) && reason !== 'default');
  if (limits.length === 0) return;
  output.say('Limits in force, of which the strictest applies:');
  for (const { what, value, reason } of limits) output.say(`  ${what} ${value} (${reason})`);
}
