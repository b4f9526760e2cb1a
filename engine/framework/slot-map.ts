/**
 * A map that iterates in the order of .NET's Dictionary: a new key takes the slot of the key that was removed last. The
 * order of LEAN's orders depends on it when several are placed at one instant.
 */
export class SlotMap<Value> {
  private readonly slots: ({ readonly key: string; value: Value } | undefined)[] = [];
  private readonly places = new Map<string, number>();
  /** Free slots of removed keys, the last freed one at the end. */
  private readonly free: number[] = [];

  get size(): number {
    return this.places.size;
  }

  get(key: string): Value | undefined {
    const place = this.places.get(key);
    return place === undefined ? undefined : this.slots[place]?.value;
  }

  set(key: string, value: Value): void {
    let place = this.places.get(key);
    if (place === undefined) {
      place = this.free.pop() ?? this.slots.length;
      this.places.set(key, place);
    }
    this.slots[place] = { key, value };
  }

  delete(key: string): void {
    const place = this.places.get(key);
    if (place === undefined) return;
    this.places.delete(key);
    this.slots[place] = undefined;
    this.free.push(place);
  }

  values(): Value[] {
    return this.slots.flatMap((slot) => (slot === undefined ? [] : [slot.value]));
  }
}
