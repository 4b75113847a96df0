import { expect, test } from 'vitest';
import { remainingSeconds } from './estimate.js';

const plan = [{ expectedSeconds: 200 }, { expectedSeconds: 100 }];

test('two cores take the expected time', () => {
  expect(remainingSeconds(plan, 50, 2)).toBe(250);
});

test('more cores are taken to be faster until a build has shown how fast', () => {
  expect(remainingSeconds(plan, 0, 4)).toBe(150);
});

test('a finished build tells how long the others take here', () => {
  expect(remainingSeconds([{ expectedSeconds: 200, tookSeconds: 400 }, plan[1]!], 50, 2)).toBe(150);
});

test('a build that takes longer than expected leaves its successors more time, and itself no less than none', () => {
  expect(remainingSeconds(plan, 300, 2)).toBe(150);
});
