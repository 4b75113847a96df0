import { expect, it } from 'vitest';
import { figures } from './bench.js';

it('takes the middle of an odd number of readings and the mean of the two middle ones of an even', () => {
  expect(figures([3, 1, 20])).toEqual({ median: 3, min: 1, max: 20 });
  expect(figures([4, 1, 2, 30])).toEqual({ median: 3, min: 1, max: 30 });
});

it('refuses to describe no readings', () => {
  expect(() => figures([])).toThrow('no readings');
});
