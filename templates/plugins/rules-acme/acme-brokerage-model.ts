import {
  ConstantFeeModel,
  DefaultBrokerageModel,
  type FeeModel,
  type OrderView,
  type SecurityView,
  SecurityType,
} from 'tradewright/plugin';

/** The rules of a broker that takes stocks only, for two dollars an order. What it does not say is as everywhere. */
export class AcmeBrokerageModel extends DefaultBrokerageModel {
  override readonly name = 'acme';

  /** Undefined takes the order; else the reason, in a whole sentence. */
  override refusalToSubmit(security: SecurityView, order: OrderView): string | undefined {
    if (security.symbol.securityType !== SecurityType.Equity)
      return `Acme takes orders for stocks only, and ${security.symbol.ticker} is none.`;
    return super.refusalToSubmit(security, order);
  }

  override getFeeModel(): FeeModel {
    return new ConstantFeeModel(2);
  }
}
