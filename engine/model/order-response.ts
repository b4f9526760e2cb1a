/** Why a request was refused; names and numbers are LEAN's (Common/Orders/OrderResponseErrorCode.cs). */
export const OrderResponseErrorCode = {
  None: 0,
  ProcessingError: -1,
  InsufficientBuyingPower: -3,
  BrokerageModelRefusedToSubmitOrder: -4,
  BrokerageFailedToSubmitOrder: -5,
  BrokerageFailedToUpdateOrder: -6,
  BrokerageFailedToCancelOrder: -8,
  InvalidOrderStatus: -9,
  UnableToFindOrder: -10,
  OrderQuantityZero: -11,
  MissingSecurity: -14,
  ExchangeNotOpen: -15,
  SecurityPriceZero: -16,
  ForexBaseAndQuoteCurrenciesRequired: -17,
  ForexConversionRateZero: -18,
  SecurityHasNoData: -19,
  ExceededMaximumOrders: -20,
  MarketOnCloseOrderTooLate: -21,
  InvalidRequest: -22,
  RequestCanceled: -23,
  AlgorithmWarmingUp: -24,
  BrokerageModelRefusedToUpdateOrder: -25,
  QuoteCurrencyRequired: -26,
  ConversionRateZero: -27,
  NonTradableSecurity: -28,
  OrderQuantityLessThanLotSize: -30,
  InvalidNewOrderStatus: -32,
  MarketOnOpenNotAllowedDuringRegularHours: -35,
} as const;
export type OrderResponseErrorCode = (typeof OrderResponseErrorCode)[keyof typeof OrderResponseErrorCode];

const NAMES = new Map<number, string>(Object.entries(OrderResponseErrorCode).map(([name, code]) => [code, name]));

/** The answer to a request about an order: accepted so far, or refused with a code and a sentence. */
export class OrderResponse {
  readonly orderId: number;
  readonly errorCode: OrderResponseErrorCode;
  readonly errorMessage: string;

  private constructor(orderId: number, errorCode: OrderResponseErrorCode, errorMessage: string) {
    this.orderId = orderId;
    this.errorCode = errorCode;
    this.errorMessage = errorMessage;
  }

  /** Not answered yet. */
  static readonly unprocessed = new OrderResponse(-1, OrderResponseErrorCode.None, '');
  /** Accepted; one shared answer, as an order's way is walked millions of times. */
  static readonly accepted = new OrderResponse(0, OrderResponseErrorCode.None, '');

  static error(orderId: number, errorCode: OrderResponseErrorCode, errorMessage: string): OrderResponse {
    return new OrderResponse(orderId, errorCode, errorMessage);
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
    return this.isError ? `Error: ${NAMES.get(this.errorCode)} - ${this.errorMessage}` : 'Success';
  }
}
