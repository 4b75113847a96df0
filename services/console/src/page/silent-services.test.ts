import { expect, it } from 'vitest';
import { silentServices } from './silent-services.js';

const KNOWN = [
  { service: 'shop', secondsAgo: 8 },
  { service: 'till', secondsAgo: 180 },
  { service: 'mail', secondsAgo: 600 },
];

it('names what is silent, the longest first', () => {
  expect(silentServices(KNOWN, undefined).map(({ service }) => service)).toEqual(['mail', 'till']);
});

it('looks only at what is chosen, and names what was never heard', () => {
  expect(silentServices(KNOWN, ['shop', 'till', 'bank'])).toEqual([
    { service: 'bank', secondsAgo: undefined },
    { service: 'till', secondsAgo: 180 },
  ]);
});
