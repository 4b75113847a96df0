import { expect, it } from 'vitest';
import { drawnLine } from './line-gaps.js';

const STEP = 15_000;
const at = (step: number, value: number | null): [number, number | null] => [step * STEP, value];

it('goes on over a short gap', () => {
  expect(drawnLine([at(0, 1), at(1, 2), at(4, 5), at(5, 6)], STEP)).toEqual([
    at(0, 1),
    at(1, 2),
    at(2, 3),
    at(3, 4),
    at(4, 5),
    at(5, 6),
  ]);
});

it('breaks where nothing was heard for more than two minutes', () => {
  expect(drawnLine([at(0, 1), at(1, 2), at(10, 5), at(11, 6)], STEP)).toEqual([
    at(0, 1),
    at(1, 2),
    at(10, 5),
    at(11, 6),
  ]);
});

it('measures by steps where they are long', () => {
  const hour = 3_600_000;
  expect(
    drawnLine(
      [
        [0, 2],
        [2 * hour, 4],
      ],
      hour,
    ),
  ).toEqual([
    [0, 2],
    [hour, 3],
    [2 * hour, 4],
  ]);
  expect(
    drawnLine(
      [
        [0, 2],
        [hour, 2],
        [5 * hour, 4],
        [6 * hour, 4],
      ],
      hour,
    ),
  ).toHaveLength(4);
});

it('shows a value that stands alone, and takes what is not a number for missing', () => {
  expect(drawnLine([at(0, 1), at(1, Number.NaN), at(20, 3), at(21, null)], STEP)).toEqual([
    at(0, 1),
    at(1, 1),
    at(20, 3),
    at(21, 3),
  ]);
});
