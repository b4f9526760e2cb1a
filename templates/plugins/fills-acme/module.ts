import { ContainerModule } from 'inversify';
import { EngineError, FillModelFactory } from 'tradewright/plugin';
import { AcmeFillModel } from './acme-fill-model.ts';
import { FILLS_ACME_ERRORS } from './errors.ts';

export default new ContainerModule(({ bind }) => {
  bind(FillModelFactory)
    .toConstantValue({ create: ({ parts: [share = '0.25'] }) => new AcmeFillModel(shareOf(share)) })
    .whenNamed('acme');
});

function shareOf(text: string): number {
  const share = Number(text);
  if (share > 0 && share <= 1) return share;
  throw new EngineError(
    FILLS_ACME_ERRORS.BAD_PART,
    `The share of acme is "${text}", but must be a number above 0 and up to 1. Write for example acme:0.25.`,
  );
}
