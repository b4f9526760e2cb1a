import {
  ConstantFeeModel,
  DefaultBrokerageModel,
  type FeeModel,
  type OrderView,
  type SecurityView,
  SecurityType,
} from 'tradewright/plugin';

/** The rules of a broker that accepts only stocks, for two dollars per order; everything else is the default. */
export class AcmeBrokerageModel extends DefaultBrokerageModel {
  override readonly name = 'acme';

  /** Undefined accepts the order; otherwise the reason for the refusal, as a sentence. */
  override refusalToSubmit(security: SecurityView, order: OrderView): string | undefined {
    if (security.symbol.securityType !== SecurityType.Equity)
      return `Acme accepts orders only for stocks, and ${security.symbol.ticker} is not a stock.`;
    return super.refusalToSubmit(security, order);
  }

  override getFeeModel(): FeeModel {
    return new ConstantFeeModel(2);
  }
}
