import {
  EquityFillModel,
  type FillContext,
  type FillModel,
  type OrderView,
  type SecurityView,
} from 'tradewright/plugin';

/** Fills as for equities, but at most a share of the newest bar's volume at a time. */
export class AcmeFillModel implements FillModel {
  private readonly inner: FillModel;
  private readonly share: number;

  /**
   * @param share 0.25 is a quarter of the volume
   * @param inner decides when and at what price orders fill
   */
  constructor(share = 0.25, inner: FillModel = new EquityFillModel()) {
    this.share = share;
    this.inner = inner;
  }

  /** Writes the decision into the context; a quantity of 0 leaves the order waiting. */
  fill(security: SecurityView, order: OrderView, context: FillContext): void {
    this.inner.fill(security, order, context);
    if (context.quantity === 0) return;
    const lot = security.properties.lotSize.toNumber();
    const most = Math.max(lot, Math.floor((security.volume * this.share) / lot) * lot);
    const left = order.quantity - order.quantityFilled;
    context.quantity = Math.sign(left) * Math.min(Math.abs(left), most);
  }
}
