import { ContainerModule } from 'inversify';
import { EngineError, SlippageModelFactory } from 'tradewright/plugin';
import { AcmeSlippageModel } from './acme-slippage-model.ts';
import { SLIPPAGE_ACME_ERRORS } from './errors.ts';

export default new ContainerModule(({ bind }) => {
  bind(SlippageModelFactory)
    .toConstantValue({ create: ({ parts: [distance = '0.01'] }) => new AcmeSlippageModel(distanceOf(distance)) })
    .whenNamed('acme');
});

function distanceOf(text: string): number {
  const distance = text === '' ? NaN : Number(text);
  if (Number.isFinite(distance) && distance >= 0) return distance;
  throw new EngineError(
    SLIPPAGE_ACME_ERRORS.BAD_PART,
    `The distance of acme is "${text}", but must be a number of at least 0. Write for example acme:0.01.`,
  );
}
