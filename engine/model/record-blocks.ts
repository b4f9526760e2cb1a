/** Records of one block: a power of two. */
const SHIFT = 11;
const BLOCK_RECORDS = 1 << SHIFT;
const MASK = BLOCK_RECORDS - 1;

/**
 * Records of a few float64 numbers each, of which more and more come and none goes. They lie in blocks: growing copies
 * nothing, and the numbers of one record lie side by side.
 */
export class RecordBlocks {
  private readonly stride: number;
  private readonly blocks: Float64Array[] = [];

  /** @param stride numbers in a record */
  constructor(stride: number) {
    this.stride = stride;
  }

  /** Makes room for a record and all before it. */
  reserve(index: number): void {
    while (index >>> SHIFT >= this.blocks.length) this.blocks.push(new Float64Array(BLOCK_RECORDS * this.stride));
  }

  /** The block that a record lies in, which must have been reserved. */
  block(index: number): Float64Array {
    return this.blocks[index >>> SHIFT];
  }

  /** Where in its block a record begins. */
  base(index: number): number {
    return (index & MASK) * this.stride;
  }
}
