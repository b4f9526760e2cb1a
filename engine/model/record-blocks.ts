/** Number of records in a block: a power of two. */
const SHIFT = 11;
const BLOCK_RECORDS = 1 << SHIFT;
const MASK = BLOCK_RECORDS - 1;

/**
 * An append-only store of records of a few float64 numbers each, allocated in blocks: growth copies nothing, and the
 * numbers of one record are contiguous.
 */
export class RecordBlocks {
  private readonly stride: number;
  private readonly blocks: Float64Array[] = [];

  /** @param stride numbers in a record */
  constructor(stride: number) {
    this.stride = stride;
  }

  /** Allocates blocks for a record and all records before it. */
  reserve(index: number): void {
    while (index >>> SHIFT >= this.blocks.length) this.blocks.push(new Float64Array(BLOCK_RECORDS * this.stride));
  }

  /** The block of a record, which must have been reserved. */
  block(index: number): Float64Array {
    return this.blocks[index >>> SHIFT];
  }

  /** The offset of a record in its block. */
  base(index: number): number {
    return (index & MASK) * this.stride;
  }
}
