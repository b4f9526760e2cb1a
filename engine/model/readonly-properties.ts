/**
 * Makes own properties of an object readonly at run time: a value that is assigned to one throws a TypeError. Reading one costs
 * what any property costs; objects that are made in great numbers have getters instead, as defining is slow.
 */
export function makeReadonly<Target extends object>(target: Target, names: readonly (keyof Target)[]): void {
  for (const name of names) Object.defineProperty(target, name, { writable: false, configurable: false });
}
