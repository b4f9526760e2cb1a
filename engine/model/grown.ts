/** A copy of a column with a larger capacity. */
export function grown<A extends Float64Array | Int32Array | Int8Array | Uint8Array>(
  array: A,
  length: number,
  type: new (length: number) => A,
): A {
  const larger = new type(length);
  larger.set(array);
  return larger;
}
