import { describe, expect, it } from 'vitest';
import { NormalEquations } from './normal-equations.ts';

function fit(rows: readonly (readonly number[])[], responses: readonly number[]): { solved: boolean; found: number[] } {
  const equations = new NormalEquations(rows[0]?.length ?? 0);
  equations.clear();
  rows.forEach((row, index) => {
    equations.row.set(row);
    equations.addRow(responses[index] ?? NaN);
  });
  const found = new Float64Array(equations.columns).fill(9);
  return { solved: equations.solve(found), found: [...found] };
}

describe('NormalEquations', () => {
  it('finds the plane on which the responses lie', () => {
    const rows = [
      [1, 2, 3],
      [1, 5, 1],
      [1, 0, 4],
      [1, 7, 2],
    ];
    const { solved, found } = fit(
      rows,
      rows.map(([, x, y]) => 4 - 2 * (x ?? 0) + 0.5 * (y ?? 0)),
    );
    expect(solved).toBe(true);
    [4, -2, 0.5].forEach((expected, index) => expect(found[index]).toBeCloseTo(expected, 9));
  });

  it('finds the least-squares line through points that are not on one line', () => {
    const { found } = fit(
      [
        [1, 0],
        [1, 1],
        [1, 2],
      ],
      [0, 1, 5],
    );
    expect(found[0]).toBeCloseTo(-0.5, 12);
    expect(found[1]).toBeCloseTo(2.5, 12);
  });

  it('returns zeros when there are too few rows or no unique solution', () => {
    expect(fit([[1, 2]], [3])).toEqual({ solved: false, found: [0, 0] });
    expect(
      fit(
        [
          [0, 0],
          [0, 0],
        ],
        [1, 2],
      ),
    ).toEqual({ solved: false, found: [0, 0] });
  });

  it('can be reused', () => {
    const equations = new NormalEquations(1);
    const found = new Float64Array(1);
    for (const slope of [3, -2]) {
      equations.clear();
      for (const x of [1, 2]) {
        equations.row[0] = x;
        equations.addRow(slope * x);
      }
      equations.solve(found);
      expect(found[0]).toBeCloseTo(slope, 12);
      expect(equations.dot(found)).toBeCloseTo(2 * slope, 12);
    }
  });
});
