import { errorTable } from '../model/engine-error.ts';

/** Faults of live runs: their journal, their broker, their commands. */
export const LIVE_ERRORS = errorTable({
  LOG_UNWRITABLE: {
    code: 'LIVE_LOG_UNWRITABLE',
    exitCode: 1,
    meaning:
      'Journal, account, lock or socket of a run cannot be opened or written; nothing was sent that is not in the journal.',
    remedy: 'Correct the permissions of the folder of the run, then start it again: it goes on where it ended.',
  },
  LOG_DISK_FULL: {
    code: 'LIVE_LOG_DISK_FULL',
    exitCode: 1,
    meaning: 'The disk is full: the journal cannot be written, and nothing was sent that is not in it.',
    remedy: 'Free space, then start the run again: it goes on where it ended.',
  },
  LOG_DAMAGED: {
    code: 'LIVE_LOG_DAMAGED',
    exitCode: 1,
    meaning: 'A journal or account file is damaged before its end, which no crash does; nothing was sent.',
    remedy: 'Restore the file from a copy, or start another run with --new after looking at the broker.',
  },
  LOG_FOREIGN: {
    code: 'LIVE_LOG_FOREIGN',
    exitCode: 1,
    meaning: 'A journal or account file is none, or was written by another version of its format.',
    remedy: 'Use the version of the engine that wrote it, or start another run with --new.',
  },
  REPLAY_DIFFERS: {
    code: 'LIVE_REPLAY_DIFFERS',
    exitCode: 1,
    meaning:
      'The replay diverged from the journal: with the journalled inputs the run gave other orders, so the code or the data have changed. Nothing was sent.',
    remedy: 'Restore the code and the data that the run began with, or start another run with --new.',
  },
  RUN_CHANGED: {
    code: 'LIVE_RUN_CHANGED',
    exitCode: 3,
    meaning: 'An unfinished run has other parameters, dates, data, models or code than what is to be started now.',
    remedy: 'Start it as it was begun, allow other code with --changed-code, or start another run with --new.',
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
    meaning: 'There is no live run of the name or at the path that was given, or none that is running.',
    remedy: 'Use a name that engine status lists.',
  },
  SEVERAL_RUNS: {
    code: 'LIVE_SEVERAL_RUNS',
    exitCode: 2,
    meaning: 'Several live runs fit, and the command does not say which is meant.',
    remedy: 'Name one of the runs that the message lists.',
  },
  ALREADY_RUNNING: {
    code: 'LIVE_ALREADY_RUNNING',
    exitCode: 1,
    meaning: 'Another process runs this run already.',
    remedy: 'Stop that process first; engine status shows it.',
  },
  NOT_RUNNING: {
    code: 'LIVE_NOT_RUNNING',
    exitCode: 1,
    meaning: 'No process runs this run now, so nobody can take the command.',
    remedy: 'Start the run again with engine live --resume and its name.',
  },
  NO_ANSWER: {
    code: 'LIVE_NO_ANSWER',
    exitCode: 1,
    meaning: 'The process of the run did not answer in time, or broke off.',
    remedy: 'Look whether it is busy or hangs; it may be killed at any moment and goes on where it ended.',
  },
  NO_FEED: {
    code: 'LIVE_NO_FEED',
    exitCode: 2,
    meaning: 'A live run was asked for without saying where its data come from.',
    remedy: 'Add --replay to feed it with the data folder as if they came now.',
  },
  BAD_SPEED: {
    code: 'LIVE_BAD_SPEED',
    exitCode: 2,
    meaning: 'The speed of a replay is not written as max or as a positive number of times.',
    remedy: 'Write for example --speed 60x or --speed max.',
  },
  UNKNOWN_ORDER: {
    code: 'LIVE_UNKNOWN_ORDER',
    exitCode: 1,
    meaning:
      "The broker knows an order with this run's id that the journal does not: the journal is not the run's last.",
    remedy: 'Find the newer journal, or look at the broker, close what is open there, and start with --new.',
  },
  ORDER_MISSING: {
    code: 'LIVE_ORDER_MISSING',
    exitCode: 1,
    meaning: 'The broker had acknowledged an order, and does not know it now.',
    remedy: 'Look whether it is the right account; start another run with --new once what is open there is known.',
  },
  ORDER_UNRESOLVED: {
    code: 'LIVE_ORDER_UNRESOLVED',
    exitCode: 1,
    meaning: 'It is not known whether an order arrived at the broker before the run broke off. Nothing was sent.',
    remedy: 'Try again once the broker can tell; for an order that certainly never arrived, add --abandon-unsent.',
  },
  BROKER_DIFFERS: {
    code: 'LIVE_BROKER_DIFFERS',
    exitCode: 1,
    meaning: "The broker's executions or positions are not those of the run. No order goes out.",
    remedy: 'Look at the broker; what happened there without the run must be undone or taken into a new run.',
  },
});
