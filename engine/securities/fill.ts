import type { OrderFee } from '../api/security-models.ts';
import type { Decimal } from '../model/decimal.ts';
import type { Security } from './security.ts';

/** The part of an order event that the portfolio books. */
export interface Fill {
  readonly security: Security;
  readonly utcTime: number;
  readonly exactFillPrice: Decimal;
  /** Signed. */
  readonly exactFillQuantity: Decimal;
  readonly orderFee: OrderFee;
}
