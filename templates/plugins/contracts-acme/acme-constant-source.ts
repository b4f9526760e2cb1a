import type { AcmeSource } from './acme-source.ts';

/** A source that always returns the same share. */
export class AcmeConstantSource implements AcmeSource {
  private readonly share: number;

  /** @param share from -1 to 1 */
  constructor(share: number) {
    this.share = share;
  }

  shareAt(_utc: number): number {
    return this.share;
  }
}
