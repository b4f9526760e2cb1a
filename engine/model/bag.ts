/** A short list that keeps its room when it empties, so that filling and emptying it again and again allocates nothing. */
export class Bag<Item extends object> {
  /** Number of items. */
  length = 0;
  private readonly items: (Item | undefined)[] = [];

  /** The item at a place below `length`. */
  at(index: number): Item {
    return this.items[index] as Item;
  }

  /** Adds an item at the end and returns its place. */
  push(item: Item): number {
    if (this.length < this.items.length) this.items[this.length] = item;
    else this.items.push(item);
    return this.length++;
  }

  /** Takes the last item out. */
  pop(): Item | undefined {
    if (this.length === 0) return undefined;
    const item = this.items[--this.length];
    this.items[this.length] = undefined;
    return item;
  }

  /** Takes an item out; those behind it move up. */
  remove(item: Item): void {
    const index = this.items.indexOf(item);
    if (index < 0) return;
    for (let i = index + 1; i < this.length; i++) this.items[i - 1] = this.items[i];
    this.items[--this.length] = undefined;
  }

  /** Puts an item in place of another. */
  set(index: number, item: Item): void {
    this.items[index] = item;
  }
}
