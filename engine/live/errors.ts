import { errorTable } from '../model/engine-error.ts';

/** Faults of live runs: their journal, their broker, their commands. */
export const LIVE_ERRORS = errorTable({
  LOG_UNWRITABLE: {
    code: 'LIVE_LOG_UNWRITABLE',
    exitCode: 1,
    meaning:
      'Journal, account, lock or socket of a run cannot be opened or written; nothing was sent that is not in the journal.',
    remedy: 'Correct the permissions of the folder of the run, then start it again: it continues where it ended.',
  },
  LOG_DISK_FULL: {
    code: 'LIVE_LOG_DISK_FULL',
    exitCode: 1,
    meaning: 'The disk is full: the journal cannot be written, and nothing was sent that is not in it.',
    remedy: 'Free space, then start the run again: it continues where it ended.',
  },
  LOG_DAMAGED: {
    code: 'LIVE_LOG_DAMAGED',
    exitCode: 1,
    meaning: 'A journal or account file is damaged before its end, which a crash cannot cause; nothing was sent.',
    remedy: 'Restore the file from a copy, or start another run with --new after checking the state at the broker.',
  },
  LOG_FOREIGN: {
    code: 'LIVE_LOG_FOREIGN',
    exitCode: 1,
    meaning: 'A journal or account file has an invalid format, or that of another version.',
    remedy: 'Use the version of the engine that wrote it, or start another run with --new.',
  },
  REPLAY_DIFFERS: {
    code: 'LIVE_REPLAY_DIFFERS',
    exitCode: 1,
    meaning:
      'The replay diverged from the journal: with the journalled inputs the run gave other orders, so the code or the data have changed. Nothing was sent.',
    remedy: 'Restore the original code and data of the run, or start another run with --new.',
  },
  RUN_CHANGED: {
    code: 'LIVE_RUN_CHANGED',
    exitCode: 3,
    meaning: 'The parameters, dates, data, models or code differ from those of the unfinished run.',
    remedy:
      'Resume it with its original settings, allow other code with --changed-code, or start another run with --new.',
  },
  RUN_FINISHED: {
    code: 'LIVE_RUN_FINISHED',
    exitCode: 2,
    meaning: 'The run has finished and cannot be resumed.',
    remedy: 'Start another run.',
  },
  UNKNOWN_RUN: {
    code: 'LIVE_UNKNOWN_RUN',
    exitCode: 2,
    meaning: 'There is no live run with the given name or path, or none that is running.',
    remedy: 'Use a name that engine status lists.',
  },
  SEVERAL_RUNS: {
    code: 'LIVE_SEVERAL_RUNS',
    exitCode: 2,
    meaning: 'The command matches several live runs.',
    remedy: 'Name one of the runs in the message.',
  },
  ALREADY_RUNNING: {
    code: 'LIVE_ALREADY_RUNNING',
    exitCode: 1,
    meaning: 'Another process already executes this run.',
    remedy: 'Stop that process first; engine status shows it.',
  },
  NOT_RUNNING: {
    code: 'LIVE_NOT_RUNNING',
    exitCode: 1,
    meaning: 'No process executes this run, so the command cannot be processed.',
    remedy: 'Start the run again with engine live --resume and its name.',
  },
  NO_ANSWER: {
    code: 'LIVE_NO_ANSWER',
    exitCode: 1,
    meaning: 'The process of the run did not answer in time, or ended.',
    remedy: 'Check whether it is busy or hangs; it can be killed at any time and continues where it ended.',
  },
  NO_FEED: {
    code: 'LIVE_NO_FEED',
    exitCode: 2,
    meaning: 'A live run was started without a source of data.',
    remedy:
      'Add --feed with the name of a feed of present data, or --replay to feed it from the data folder as if its rows arrived now.',
  },
  NO_ROWS: {
    code: 'LIVE_NO_ROWS',
    exitCode: 1,
    meaning: 'The feed of a live run has no rows of a symbol at the resolution of its subscription.',
    remedy: 'Choose a feed that has them, or another resolution.',
  },
  WARM_UP_RESOLUTION: {
    code: 'LIVE_WARM_UP_RESOLUTION',
    exitCode: 3,
    meaning: 'A run with present data cannot warm up at another resolution than that of its subscriptions.',
    remedy: 'Call setWarmUp without a resolution, or subscribe at that resolution.',
  },
  BAD_SPEED: {
    code: 'LIVE_BAD_SPEED',
    exitCode: 2,
    meaning: 'The speed of a replay is neither max nor a positive multiple.',
    remedy: 'Write for example --speed 60x or --speed max.',
  },
  UNKNOWN_ORDER: {
    code: 'LIVE_UNKNOWN_ORDER',
    exitCode: 1,
    meaning:
      "The broker has an order with this run's id that is not in the journal: the journal is not the latest of the run.",
    remedy: 'Restore the newer journal, or close the open orders and positions at the broker and start with --new.',
  },
  ORDER_MISSING: {
    code: 'LIVE_ORDER_MISSING',
    exitCode: 1,
    meaning: 'The broker no longer has an order that it had acknowledged.',
    remedy: 'Check the account; start another run with --new after checking its open orders and positions.',
  },
  ORDER_UNRESOLVED: {
    code: 'LIVE_ORDER_UNRESOLVED',
    exitCode: 1,
    meaning: 'It is not known whether an order arrived at the broker before the run was interrupted. Nothing was sent.',
    remedy: 'Try again when the broker can report it; for an order that certainly never arrived, add --abandon-unsent.',
  },
  BROKER_DIFFERS: {
    code: 'LIVE_BROKER_DIFFERS',
    exitCode: 1,
    meaning: "The broker's executions or positions are not those of the run. No order is sent.",
    remedy: 'Check the account at the broker; undo what happened there outside the run, or start a new run.',
  },
});
