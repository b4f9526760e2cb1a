import { askRun } from '../../live/control-client.ts';
import type { LiveStatus } from '../../live/live-status.ts';
import { LiveFolder } from '../../host/live/live-folder.ts';
import type { LastStanding } from '../../host/live/live-folder.ts';
import type { Command, CommandContext } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { LIVE_RUN_FLAGS, liveFolderOf, liveRunOf } from '../live-flags.ts';
import { table } from '../table.ts';

const ANSWER_LIMIT = 5_000;

/** The state of a run, requested from its process if there is one. */
interface Standing {
  readonly run: string;
  readonly strategy: string;
  readonly broker: string;
  /** `unfinished` and `finished` runs have no process. */
  readonly state: string;
  readonly pid?: number;
  readonly status?: LiveStatus;
  /** The state of a run without a process when its results were last written. */
  readonly last?: LastStanding;
  /** Damaged or contradictory files of the run's folder. */
  readonly caution?: string;
}

export const status: Command = {
  flags: LIVE_RUN_FLAGS,
  examples: ['engine status', 'engine status 20261121-094500-sma-crossover --json'],
  run: runStatus,
};

async function runStatus({ flags, output, workingFolder }: CommandContext): Promise<number> {
  if (flags.text('run') !== undefined) {
    const standing = await standingOf(liveRunOf(flags, workingFolder));
    output.json(standing);
    output.print(described(standing));
    if (standing.caution !== undefined) output.say(standing.caution);
    return EXIT_CODES.DONE.code;
  }
  const runs = await Promise.all(LiveFolder.list(liveFolderOf(flags, workingFolder)).map(standingOf));
  for (const { caution } of runs) if (caution !== undefined) output.say(caution);
  output.json({ runs });
  output.print(
    runs.length === 0
      ? 'There are no live runs.'
      : table(runs.map(rowOf), ['run', 'state', 'broker', 'time', 'orders', 'equity']),
  );
  return EXIT_CODES.DONE.code;
}

async function standingOf(folder: LiveFolder): Promise<Standing> {
  const { name: run, document, pid, caution } = folder;
  const { strategy, broker, state, last } = document;
  if (pid === undefined) return { run, strategy, broker, state, last, caution };
  try {
    const answer = await askRun(folder.path, { command: 'status' }, ANSWER_LIMIT);
    return { run, strategy, broker, state: answer.state, pid, status: answer };
  } catch {
    return { run, strategy, broker, state: 'silent', pid };
  }
}

function rowOf({ run, state, broker, status: running, last }: Standing): string[] {
  const now = running ?? last;
  return [run, state, broker, now?.time ?? '', String(now?.orders ?? ''), now === undefined ? '' : money(now.equity)];
}

function described(standing: Standing): string {
  const { run, state, broker, pid, status: now, last } = standing;
  const head = `${run}: ${state}, broker ${broker}${pid === undefined ? '' : `, process ${pid}`}`;
  if (now === undefined) {
    if (last === undefined) return head;
    return `${head}\n${last.time}, ${last.orders} orders, equity ${money(last.equity)}`;
  }
  const holdings = now.holdings.map(({ symbol, quantity, averagePrice, price }) => [
    symbol,
    quantity,
    averagePrice,
    // rounds sums of binary fractions; a millionth is finer than any quote
    String(price === null ? '' : Number(price.toFixed(6))),
  ]);
  const orders = now.openOrders.map(({ id, symbol, type, status: word, quantity, tag }) => [
    String(id),
    symbol,
    type,
    word,
    String(quantity),
    tag,
  ]);
  return [
    head,
    `${now.time}, ${now.orders} orders, equity ${money(now.equity)}`,
    ...(holdings.length === 0 ? [] : [`\n${table(holdings, ['holding', 'quantity', 'average price', 'price'])}`]),
    ...(orders.length === 0 ? [] : [`\n${table(orders, ['order', 'symbol', 'type', 'status', 'quantity', 'tag'])}`]),
  ].join('\n');
}

function money(amount: number | null): string {
  return amount === null ? '' : amount.toFixed(2);
}
