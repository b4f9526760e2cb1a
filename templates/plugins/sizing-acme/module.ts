import { ContainerModule } from 'inversify';
import { EngineError, SizingModelFactory } from 'tradewright/plugin';
import { AcmeSizingModel } from './acme-sizing-model.ts';
import { SIZING_ACME_ERRORS } from './errors.ts';

export default new ContainerModule(({ bind }) => {
  bind(SizingModelFactory)
    .toConstantValue({
      create: (_request, { parts: [positions = '10'] }) => new AcmeSizingModel(positionsOf(positions)),
    })
    .whenNamed('acme');
});

function positionsOf(text: string): number {
  const positions = text === '' ? NaN : Number(text);
  if (Number.isInteger(positions) && positions >= 1) return positions;
  throw new EngineError(
    SIZING_ACME_ERRORS.BAD_POSITIONS,
    `The positions of acme are "${text}", but must be a whole number of at least 1. Write for example acme:20.`,
  );
}
