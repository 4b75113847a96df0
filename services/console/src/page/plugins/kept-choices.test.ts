import { expect, it } from 'vitest';
import { withChosen } from './kept-choices.js';

const choices = [{ label: 'writer', value: 'writer' }];

it('offers what is chosen though there is nothing of it, and says so', () => {
  expect(withChosen(choices, 'writer,planner')).toEqual([
    { label: 'writer', value: 'writer' },
    { label: 'planner (no data)', value: 'planner' },
  ]);
});

it.each([null, '', '$__all', 'writer'])('offers nothing else where %j is chosen', (chosen) => {
  expect(withChosen(choices, chosen)).toEqual(choices);
});
