import { expect, it } from 'vitest';
import { silentServices } from './silent-services.js';

const KNOWN = [
  { service: 'shop', secondsAgo: 8 },
  { service: 'till', secondsAgo: 180 },
  { service: 'mail', secondsAgo: 600 },
];

it('names what is silent, the longest first', () => {
  expect(silentServices(KNOWN, {}).map(({ service }) => service)).toEqual(['mail', 'till']);
});

it('looks only at what is chosen, and names what was never heard', () => {
  expect(silentServices(KNOWN, { chosen: ['shop', 'till', 'bank'] })).toEqual([
    { service: 'bank', secondsAgo: undefined },
    { service: 'till', secondsAgo: 180 },
  ]);
});

it('does not miss what can be chosen and has ended long ago', () => {
  expect(silentServices(KNOWN, { offered: ['shop', 'till', 'bank'] })).toEqual([
    { service: 'till', secondsAgo: 180 },
  ]);
});
