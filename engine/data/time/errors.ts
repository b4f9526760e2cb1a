import { errorTable } from '../../model/engine-error.ts';

/** Faults of time zones, calendars and market hours. */
export const TIME_ERRORS = errorTable({
  UNKNOWN_TIME_ZONE: {
    code: 'TIME_UNKNOWN_TIME_ZONE',
    exitCode: 1,
    meaning: 'The name of a time zone is unknown.',
    remedy:
      'Use a name of the IANA time zone database such as America/New_York, or UTC, or a fixed offset such as UTC-05.',
  },
  NO_MARKET_HOURS: {
    code: 'TIME_NO_MARKET_HOURS',
    exitCode: 1,
    meaning: 'The market hours have no entry for an instrument.',
    remedy:
      'Check the security type and the market of the instrument, or add the entry to the market hours database of the data folder.',
  },
  MALFORMED_MARKET_HOURS: {
    code: 'TIME_MALFORMED_MARKET_HOURS',
    exitCode: 1,
    meaning: 'An entry of the market hours database cannot be read.',
    remedy: 'Repair the named entry of market-hours-database.json in the data folder.',
  },
  NO_SESSION: {
    code: 'TIME_NO_SESSION',
    exitCode: 1,
    meaning:
      'A market has no open or close near a time, because it never closes or because its calendar has no session there.',
    remedy:
      'For markets that never close, use times of day instead of the open or close; otherwise check the calendar around the named time.',
  },
});
