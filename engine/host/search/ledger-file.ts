/** The ledger's file in a strategy's folder: copies of the folder inherit the trials. SQLite has files beside it while it is open. */
export const LEDGER_FILE = 'trials.sqlite';
