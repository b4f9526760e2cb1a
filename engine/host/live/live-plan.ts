import { LIVE_ERRORS } from '../../live/errors.ts';
import type { Journal } from '../../live/journal.ts';
import { EngineError } from '../../model/engine-error.ts';
import { codeHash } from '../code-hash.ts';
import { dateText } from '../dates.ts';
import type { Plan } from '../plan.ts';
import { choicesOf } from '../run-record.ts';

const CODE = 'strategy code';
const FEED = 'feed';
/** Prefix of the note with the code hash of a resumed run. */
const CODE_NOTE = 'strategy code ';

/** The properties that must be unchanged when a run is resumed, by name for messages. */
export function identityOfPlan(plan: Plan): Record<string, string> {
  const { strategy, parameters, feed, startDate, endDate, cash, seed, chunkRows, data } = plan;
  return {
    strategy: strategy.name,
    ...Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`parameter ${name}`, String(value)])),
    start: startDate === undefined ? '' : dateText(startDate),
    end: endDate === undefined ? '' : dateText(endDate),
    cash: String(cash ?? ''),
    seed: String(seed),
    'chunk rows': String(chunkRows ?? ''),
    data: data.shown,
    ...choicesOf(plan),
    ...(feed === undefined ? {} : { [FEED]: feed.name }),
    [CODE]: codeHash(strategy.folder),
  };
}

/**
 * Compares a plan with the start of the run to resume.
 * @returns a note for the journal if the code has changed and that is allowed
 * @throws EngineError listing all differences
 */
export function requireSamePlan(
  journal: Journal,
  identity: Readonly<Record<string, string>>,
  mayChangeCode: boolean,
): string | undefined {
  const begun: Readonly<Record<string, string>> = { ...journal.header.plan, [CODE]: codeOf(journal) };
  const keys = [...new Set([...Object.keys(begun), ...Object.keys(identity)])];
  // journals of earlier versions do not name the feed
  const isUnknown = (key: string): boolean => key === FEED && begun[key] === undefined;
  const different = keys.filter((key) => begun[key] !== identity[key] && !isUnknown(key));
  const faults = different.filter((key) => key !== CODE || !mayChangeCode);
  if (faults.length === 0) return different.includes(CODE) ? `${CODE_NOTE}${identity[CODE]}` : undefined;
  const list = faults.map((key) =>
    key === CODE ? 'the code' : `${key} (was ${shown(begun[key])}, is ${shown(identity[key])})`,
  );
  throw new EngineError(
    LIVE_ERRORS.RUN_CHANGED,
    `The unfinished run ${journal.header.run} was started with other settings: ${list.join(', ')}. ${LIVE_ERRORS.RUN_CHANGED.remedy}`,
    { data: { run: journal.header.run, different: faults } },
  );
}

/** The code hash of the run's last resumption. */
function codeOf(journal: Journal): string {
  const notes = journal.records.flatMap((record) => (record.type === 'note' ? record.text : []));
  const note = notes.findLast((text) => text.startsWith(CODE_NOTE));
  return note === undefined ? journal.header.plan[CODE] : note.slice(CODE_NOTE.length);
}

function shown(value: string | undefined): string {
  return value === undefined || value === '' ? 'nothing' : value;
}
