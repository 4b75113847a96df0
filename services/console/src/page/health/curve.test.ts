import { describe, expect, it } from 'vitest';
import { describeCurve, pathOf, runsOf, type Point } from './curve.js';

const at = (hours: number, minutes = 0): number =>
  new Date(2026, 0, 2, hours, minutes).getTime() / 1000;

describe('runsOf', () => {
  it('breaks the curve where the score was unknown or is missing', () => {
    const points: Point[] = [
      [0, 90],
      [10, 91],
      [20, null],
      [30, 92],
      [100, 93],
    ];
    expect(runsOf(points, 25)).toEqual([
      [
        [0, 90],
        [10, 91],
      ],
      [[30, 92]],
      [[100, 93]],
    ]);
  });
});

describe('pathOf', () => {
  it('draws 100 at the top and 0 at the bottom, and a lone point as a dot', () => {
    const box = { from: 0, to: 100, width: 200, height: 50 };
    expect(
      pathOf(
        [
          [
            [0, 100],
            [50, 0],
          ],
          [[100, 50]],
        ],
        box,
      ),
    ).toBe('M0.0 0.0L100.0 50.0M200.0 25.0h0.1');
  });
});

describe('the text of a curve', () => {
  it('tells the range, the lowest and the last score', () => {
    expect(
      describeCurve([
        [at(8), 97.9],
        [at(9, 30), 41.2],
        [at(10), null],
        [at(11), 88],
      ]),
    ).toBe('Score from 08:00 to 11:00: between 41 and 97, lowest at 09:30, last 88.');
  });

  it('says that there is no history yet', () => {
    expect(describeCurve([[0, null]])).toBe('There is no history yet.');
  });
});
