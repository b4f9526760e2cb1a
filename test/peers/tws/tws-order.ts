import type { BookOrder, BookState } from '../book.ts';
import type { TwsContract } from './contracts.ts';
import type { PlaceOrder } from './place-order.ts';

/** An order in TWS: the order of the book with TWS's ids. */
export interface TwsOrder {
  /** Of the client's sequence; 0 for orders that a person placed. */
  orderId: number;
  readonly clientId: number;
  /** Of the account, for all time. */
  readonly permId: number;
  readonly contract: TwsContract;
  readonly account: string;
  placed: PlaceOrder;
  readonly book: BookOrder;
  isPendingCancel: boolean;
  /** Whether the order waits until the connection to IB's servers is back. */
  isPendingSubmit: boolean;
  /** `locate` while shares for a short sale are being found. */
  whyHeld: string;
}

const isStop = (type: string): boolean => type.startsWith('STP') || type.startsWith('TRAIL');

/** The status of states that do not change any more, and of waiting for a parent. */
const STATUS: Readonly<Partial<Record<BookState, string>>> = {
  filled: 'Filled',
  canceled: 'Cancelled',
  expired: 'Cancelled',
  replaced: 'Cancelled',
  rejected: 'Inactive',
  held: 'PreSubmitted',
};

/** The status in TWS's words. */
export function statusOf({ book, isPendingCancel, isPendingSubmit, whyHeld, placed }: TwsOrder): string {
  const status = STATUS[book.state];
  if (status !== undefined) return status;
  if (isPendingCancel) return 'PendingCancel';
  if (isPendingSubmit) return 'PendingSubmit';
  const waits = book.state === 'queued' || whyHeld !== '' || (isStop(placed.type) && !book.isTriggered);
  return waits ? 'PreSubmitted' : 'Submitted';
}
