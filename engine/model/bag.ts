/** A short list that keeps its capacity when it is emptied, so that refilling it allocates nothing. */
export class Bag<Item extends object> {
  /** Number of items. */
  length = 0;
  private readonly items: (Item | undefined)[] = [];

  /** The item at an index below `length`. */
  at(index: number): Item {
    return this.items[index] as Item;
  }

  /** Appends an item and returns its index. */
  push(item: Item): number {
    if (this.length < this.items.length) this.items[this.length] = item;
    else this.items.push(item);
    return this.length++;
  }

  /** Removes and returns the last item. */
  pop(): Item | undefined {
    if (this.length === 0) return undefined;
    const item = this.items[--this.length];
    this.items[this.length] = undefined;
    return item;
  }

  /** Removes an item and shifts the items after it. */
  remove(item: Item): void {
    const index = this.items.indexOf(item);
    if (index < 0) return;
    for (let i = index + 1; i < this.length; i++) this.items[i - 1] = this.items[i];
    this.items[--this.length] = undefined;
  }

  /** Replaces an item by another. */
  set(index: number, item: Item): void {
    this.items[index] = item;
  }
}
