import { expect, it } from 'vitest';
import { traceAddress, traceIdIn } from './trace-id.js';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';

it.each([
  [` ${id} `, id],
  [id.toUpperCase(), id],
  [`traceparent: 00-${id}-00f067aa0ba902b7-01`, id],
  [`http://127.0.0.1:3300/traces/${id}?span=00f067aa0ba902b7`, id],
  ['3577b34da6a3ce92', '3577b34da6a3ce92'],
  ['invoke_agent', undefined],
  ['', undefined],
])('finds in "%s" the id %s', (text, found) => {
  expect(traceIdIn(text)).toBe(found);
});

it('leads to a trace, and to its span where that is known', () => {
  expect([traceAddress(id), traceAddress(id, '00f067aa0ba902b7')]).toEqual([
    `/traces/${id}`,
    `/traces/${id}?span=00f067aa0ba902b7`,
  ]);
});
