import { errorTable } from '../model/engine-error.ts';

/** Faults of order requests and of models; rejections by the market are values, not faults. */
export const TRANSACTION_ERRORS = errorTable({
  BAD_QUANTITY: {
    code: 'ORDER_BAD_QUANTITY',
    exitCode: 1,
    meaning: 'A quantity, price or share of an order is not a finite number.',
    remedy: 'Check how the strategy computes it; indicators that are not ready are a common cause.',
  },
  BAD_TYPE: {
    code: 'ORDER_BAD_TYPE',
    exitCode: 1,
    meaning: 'An order has an unknown type.',
    remedy: 'Use one of OrderType, or the method for the type.',
  },
  MARKET_NEVER_CLOSES: {
    code: 'ORDER_MARKET_NEVER_CLOSES',
    exitCode: 1,
    meaning: 'A market on open or market on close order for a market that never closes.',
    remedy: 'Use a market or limit order.',
  },
  BAD_GROUP: {
    code: 'ORDER_BAD_GROUP',
    exitCode: 1,
    meaning: 'A bracket or another order group is invalid: an exit is missing, on the wrong side or without a price.',
    remedy: 'Pass the orders that the message names.',
  },
  NO_SUCH_FIELD: {
    code: 'ORDER_NO_SUCH_FIELD',
    exitCode: 1,
    meaning: 'A price was read from a ticket whose order type does not have it.',
    remedy: 'Read a price that the order type has.',
  },
  NO_CONVERGENCE: {
    code: 'ORDER_NO_CONVERGENCE',
    exitCode: 1,
    meaning: 'No quantity meets a target of setHoldings after fees.',
    remedy: 'Check the fee model and the lot size.',
  },
  BAD_LEVERAGE: {
    code: 'ORDER_BAD_LEVERAGE',
    exitCode: 1,
    meaning: 'The buying power model does not allow the leverage.',
    remedy: 'Use a leverage of at least 1; cash accounts allow 1 only.',
  },
  UNSUPPORTED_SECURITY: {
    code: 'ORDER_UNSUPPORTED_SECURITY',
    exitCode: 1,
    meaning: 'A fee or brokerage model does not support this kind of security.',
    remedy: 'Choose another brokerage or fee model.',
  },
  UNKNOWN_BROKERAGE_MODEL: {
    code: 'ORDER_UNKNOWN_BROKERAGE_MODEL',
    exitCode: 3,
    meaning: 'The brokerage model does not exist.',
    remedy: 'Use one of the names that the message lists.',
  },
  BAD_FEE: {
    code: 'ORDER_BAD_FEE',
    exitCode: 1,
    meaning: 'A fee model returned an invalid fee.',
    remedy: 'Correct the model that the message names: a fee is a Decimal and a currency.',
  },
  BAD_FILL: {
    code: 'ORDER_BAD_FILL',
    exitCode: 1,
    meaning:
      'A fill model filled more than the remaining quantity, in the wrong direction, or at a price that is not a number.',
    remedy: 'Correct the model that the message names.',
  },
  FOREIGN_ORDER: {
    code: 'ORDER_FOREIGN',
    exitCode: 1,
    meaning: 'A broker passed an order of another run to the simulated market.',
    remedy: 'Pass only orders of the same session to its market.',
  },
});
