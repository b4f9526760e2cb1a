import { errorTable } from '../model/engine-error.ts';

/** Faults in what a strategy asks of its orders; refusals of the market are values, not faults. */
export const TRANSACTION_ERRORS = errorTable({
  BAD_QUANTITY: {
    code: 'ORDER_BAD_QUANTITY',
    exitCode: 1,
    meaning: 'A quantity, price or share of an order is not a finite number.',
    remedy: 'Check the sum that the strategy works it out with; indicators that are not ready are a common cause.',
  },
  BAD_TYPE: {
    code: 'ORDER_BAD_TYPE',
    exitCode: 1,
    meaning: 'An order of a type that there is not.',
    remedy: 'Give one of OrderType, or use the verb of the order.',
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
    meaning:
      'A bracket or another group of orders that cannot be: an exit is missing, on the wrong side or without a price.',
    remedy: 'Give the orders that the message asks for.',
  },
  NO_SUCH_FIELD: {
    code: 'ORDER_NO_SUCH_FIELD',
    exitCode: 1,
    meaning: 'A ticket was asked for a price that its order type does not have.',
    remedy: 'Ask for a price that the order type has.',
  },
  NO_CONVERGENCE: {
    code: 'ORDER_NO_CONVERGENCE',
    exitCode: 1,
    meaning: 'No quantity fits a target of setHoldings once fees are taken into account.',
    remedy: 'Check the fee model and the lot size.',
  },
  BAD_LEVERAGE: {
    code: 'ORDER_BAD_LEVERAGE',
    exitCode: 1,
    meaning: 'A leverage that the buying power model does not allow.',
    remedy: 'Use a leverage of at least 1; cash accounts allow 1 only.',
  },
  UNSUPPORTED_SECURITY: {
    code: 'ORDER_UNSUPPORTED_SECURITY',
    exitCode: 1,
    meaning: 'A fee or brokerage model knows nothing about this kind of security.',
    remedy: 'Choose another brokerage or fee model for it.',
  },
  UNKNOWN_BROKERAGE_MODEL: {
    code: 'ORDER_UNKNOWN_BROKERAGE_MODEL',
    exitCode: 3,
    meaning: 'A brokerage model was named that the engine does not have.',
    remedy: 'Use one of the names that the message lists.',
  },
  BAD_FEE: {
    code: 'ORDER_BAD_FEE',
    exitCode: 1,
    meaning: 'A fee model answered with something that is no fee.',
    remedy: 'Correct the model that the message names: a fee is a Decimal and a currency.',
  },
  BAD_FILL: {
    code: 'ORDER_BAD_FILL',
    exitCode: 1,
    meaning: 'A fill model filled more than was left, in the wrong direction, or at a price that is no number.',
    remedy: 'Correct the model that the message names.',
  },
  FOREIGN_ORDER: {
    code: 'ORDER_FOREIGN',
    exitCode: 1,
    meaning: 'A broker handed an order to the simulated market that is not an order of its run.',
    remedy: 'Hand the market of a session the orders of that session only.',
  },
});
