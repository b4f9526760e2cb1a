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
  /** No code of LEAN's: a risk rule of the run refused. */
  RiskRuleRefused: 'RiskRuleRefused',
} as const;
export type OrderResponseErrorCode = (typeof OrderResponseErrorCode)[keyof typeof OrderResponseErrorCode];

/** The answer to a request about an order: accepted so far, or refused with a code and a sentence. */
export class OrderResponse {
  readonly orderId: number;
  readonly errorCode: OrderResponseErrorCode;
  readonly errorMessage: string;
  /** The code of the risk rule that refused, `MAX_ORDER`; empty otherwise. */
  readonly reasonCode: string;

  private constructor(orderId: number, errorCode: OrderResponseErrorCode, errorMessage: string, reasonCode = '') {
    this.orderId = orderId;
    this.errorCode = errorCode;
    this.errorMessage = errorMessage;
    this.reasonCode = reasonCode;
  }

  /** Not answered yet. */
  static readonly unprocessed = new OrderResponse(-1, OrderResponseErrorCode.None, '');
  /** Accepted; one shared answer, as an order's way is walked millions of times. */
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
