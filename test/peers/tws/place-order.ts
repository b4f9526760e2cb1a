import { type ContractQuery, contractQuery } from './contracts.ts';

/** How many fields a plain order has at server version 176. */
export const PLACE_ORDER_FIELDS = 115;

/** An order as the client writes it. Numbers are texts; empty ones and the largest double are absent. */
export interface PlaceOrder {
  readonly orderId: number;
  readonly contract: ContractQuery;
  readonly exchange: string;
  readonly action: string;
  readonly quantity: string;
  readonly type: string;
  readonly limitPrice: string | undefined;
  readonly auxPrice: string | undefined;
  readonly timeInForce: string;
  readonly ocaGroup: string;
  readonly account: string;
  readonly orderRef: string;
  readonly isTransmitted: boolean;
  readonly parentId: number;
  readonly isOutsideRth: boolean;
  readonly ocaType: number;
  readonly trailStopPrice: string | undefined;
  readonly trailingPercent: string | undefined;
  readonly isWhatIf: boolean;
}

/** The largest double stands for a number that is not set. */
const UNSET = /^(?:|1\.7976931348623157E\+?308|2147483647)$/i;

/** Reads an order. @returns undefined for one whose layout is not that of a plain order, such as a combination */
export function readPlaceOrder(fields: readonly string[]): PlaceOrder | undefined {
  if (fields.length !== PLACE_ORDER_FIELDS) return undefined;
  const text = (index: number): string => fields[index] ?? '';
  const set = (index: number): string | undefined => (UNSET.test(text(index)) ? undefined : text(index));
  return {
    orderId: Number(text(1)),
    contract: contractQuery(fields, 2),
    exchange: text(9),
    action: text(16),
    quantity: text(17),
    type: text(18),
    limitPrice: set(19),
    auxPrice: set(20),
    timeInForce: text(21) || 'DAY',
    ocaGroup: text(22),
    account: text(23),
    orderRef: text(26),
    // a client that does not say so transmits
    isTransmitted: text(27) !== '0',
    parentId: Number(text(28) || 0),
    isOutsideRth: text(33) === '1',
    ocaType: Number(text(47) || 0),
    trailStopPrice: set(69),
    trailingPercent: set(70),
    isWhatIf: text(85) === '1',
  };
}
