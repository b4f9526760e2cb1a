import type { CommandContext, Flag } from '../command.ts';
import type { ClosesWish } from './daily-closes.ts';

/** Flags of commands that read daily closes. */
export const CLOSES_FLAGS: readonly Flag[] = [
  { name: 'data', placeholder: 'FOLDER|NAME', description: 'Data folder; the embedded sample by default' },
  { name: 'data-source', placeholder: 'NAME', description: 'What reads the data folder' },
  { name: 'start', placeholder: 'YYYY-MM-DD', description: 'First day; that of the data by default' },
  { name: 'end', placeholder: 'YYYY-MM-DD', description: 'Last day; that of the data by default' },
];

/** The closes that flags ask for. */
export function closesWish({ flags, workingFolder }: CommandContext, symbols: readonly string[]): ClosesWish {
  return {
    workingFolder,
    symbols,
    data: flags.text('data'),
    dataSource: flags.text('data-source'),
    start: flags.text('start'),
    end: flags.text('end'),
  };
}
