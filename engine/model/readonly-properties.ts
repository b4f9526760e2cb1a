/**
 * Makes own properties of an object readonly at run time: an assignment throws a TypeError. Reading them costs the same as
 * reading any property. Classes with many instances use getters instead, because defining properties is slow.
 */
export function makeReadonly<Target extends object>(target: Target, names: readonly (keyof Target)[]): void {
  for (const name of names) Object.defineProperty(target, name, { writable: false, configurable: false });
}
