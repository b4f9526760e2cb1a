/** Why a request was refused; the names are LEAN's (Common/Orders/OrderResponseErrorCode.cs). */
export const OrderResponseErrorCode = {
  None: 'None',
  ProcessingError: 'ProcessingError',
  InsufficientBuyingPower: 'InsufficientBuyingPower',
  BrokerageModelRefusedToSubmitOrder: 'BrokerageModelRefusedToSubmitOrder',
  BrokerageFailedToSubmitOrder: 'BrokerageFailedToSubmitOrder',
  BrokerageFailedToUpdateOrder: 'BrokerageFailedToUpdateOrder',
  BrokerageFailedToCancelOrder: 'BrokerageFailedToCancelOrder',
  InvalidOrderStatus: 'InvalidOrderStatus',
  UnableToFindOrder: 'UnableToFindOrder',
  OrderQuantityZero: 'OrderQuantityZero',
  MissingSecurity: 'MissingSecurity',
  ExchangeNotOpen: 'ExchangeNotOpen',
  SecurityPriceZero: 'SecurityPriceZero',
  ForexBaseAndQuoteCurrenciesRequired: 'ForexBaseAndQuoteCurrenciesRequired',
  ForexConversionRateZero: 'ForexConversionRateZero',
  SecurityHasNoData: 'SecurityHasNoData',
  ExceededMaximumOrders: 'ExceededMaximumOrders',
  MarketOnCloseOrderTooLate: 'MarketOnCloseOrderTooLate',
  InvalidRequest: 'InvalidRequest',
  RequestCanceled: 'RequestCanceled',
  AlgorithmWarmingUp: 'AlgorithmWarmingUp',
  BrokerageModelRefusedToUpdateOrder: 'BrokerageModelRefusedToUpdateOrder',
  QuoteCurrencyRequired: 'QuoteCurrencyRequired',
  ConversionRateZero: 'ConversionRateZero',
  NonTradableSecurity: 'NonTradableSecurity',
  OrderQuantityLessThanLotSize: 'OrderQuantityLessThanLotSize',
  InvalidNewOrderStatus: 'InvalidNewOrderStatus',
  MarketOnOpenNotAllowedDuringRegularHours: 'MarketOnOpenNotAllowedDuringRegularHours',
  /** Not a code of LEAN: a risk rule of the run refused the order. */
  RiskRuleRefused: 'RiskRuleRefused',
} as const;
export type OrderResponseErrorCode = (typeof OrderResponseErrorCode)[keyof typeof OrderResponseErrorCode];

/** The response to an order request: pending, accepted, or refused with a code and a message. */
export class OrderResponse {
  readonly orderId: number;
  readonly errorCode: OrderResponseErrorCode;
  readonly errorMessage: string;
  /** The code of the risk rule that refused the order, `MAX_ORDER`; otherwise empty. */
  readonly reasonCode: string;

  private constructor(orderId: number, errorCode: OrderResponseErrorCode, errorMessage: string, reasonCode = '') {
    this.orderId = orderId;
    this.errorCode = errorCode;
    this.errorMessage = errorMessage;
    this.reasonCode = reasonCode;
  }

  /** Not processed yet. */
  static readonly unprocessed = new OrderResponse(-1, OrderResponseErrorCode.None, '');
  /** Accepted; a shared instance, which avoids an allocation per request. */
  static readonly accepted = new OrderResponse(0, OrderResponseErrorCode.None, '');

  static error(
    orderId: number,
    errorCode: OrderResponseErrorCode,
    errorMessage: string,
    reasonCode = '',
  ): OrderResponse {
    return new OrderResponse(orderId, errorCode, errorMessage, reasonCode);
  }

  get isProcessed(): boolean {
    return this !== OrderResponse.unprocessed;
  }

  get isError(): boolean {
    return this.errorCode !== OrderResponseErrorCode.None;
  }

  get isSuccess(): boolean {
    return this.isProcessed && !this.isError;
  }

  toString(): string {
    if (!this.isProcessed) return 'Unprocessed';
    return this.isError ? `Error: ${this.errorCode} - ${this.errorMessage}` : 'Success';
  }
}
