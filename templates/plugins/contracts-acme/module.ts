import { ContainerModule } from 'inversify';
import { EngineError } from 'tradewright/plugin';
import { AcmeConstantSource } from './acme-constant-source.ts';
import { AcmeSourceFactory } from './acme-source.ts';
import { CONTRACTS_ACME_ERRORS } from './errors.ts';

export default new ContainerModule(({ bind }) => {
  bind(AcmeSourceFactory)
    .toConstantValue({ create: (_request, { parts: [share = '1'] }) => new AcmeConstantSource(shareOf(share)) })
    .whenNamed('acme');
});

function shareOf(text: string): number {
  const share = text === '' ? NaN : Number(text);
  if (share >= -1 && share <= 1) return share;
  throw new EngineError(
    CONTRACTS_ACME_ERRORS.BAD_PART,
    `The share of acme is "${text}", but must be a number from -1 to 1. Write for example acme:0.5.`,
  );
}
