import { ContainerModule } from 'inversify';
import { BuyingPowerModelFactory, EngineError } from 'tradewright/plugin';
import { AcmeBuyingPowerModel } from './acme-buying-power-model.ts';
import { MARGIN_ACME_ERRORS } from './errors.ts';

export default new ContainerModule(({ bind }) => {
  bind(BuyingPowerModelFactory)
    .toConstantValue({ create: ({ parts: [leverage = '2'] }) => new AcmeBuyingPowerModel(leverageOf(leverage)) })
    .whenNamed('acme');
});

function leverageOf(text: string): number {
  const leverage = Number(text);
  if (leverage >= 1 && leverage <= 100) return leverage;
  throw new EngineError(
    MARGIN_ACME_ERRORS.BAD_PART,
    `The leverage of acme is "${text}", but must be a number from 1 to 100. Write for example acme:2.`,
  );
}
