import { expect, test } from 'vitest';
import { appendToMessages, varint } from './append-to-messages.js';

/** A length-delimited field. */
const field = (number: number, body: Uint8Array): Buffer =>
  Buffer.concat([varint(number * 8 + 2), varint(body.length), body]);

const text = (value: string): Buffer => Buffer.from(value);

test.each([
  [0, [0]],
  [127, [127]],
  [128, [0x80, 1]],
  [300, [0xac, 2]],
  [2 ** 35, [0x80, 0x80, 0x80, 0x80, 0x80, 1]],
])('%d is written as protobuf writes it', (value, bytes) => {
  expect([...varint(value)]).toEqual(bytes);
});

test('adds to each message at the path in turn, and to no other', () => {
  const varintField = Uint8Array.of(0x18, 0xac, 2);
  const fixed64 = Uint8Array.of(0x11, 1, 2, 3, 4, 5, 6, 7, 8);
  const fixed32 = Uint8Array.of(0x25, 1, 2, 3, 4);
  const build = (first: string, second: string): Buffer =>
    Buffer.concat([
      varintField,
      field(1, Buffer.concat([fixed64, field(2, text(first)), field(3, text('untouched'))])),
      fixed32,
      field(1, field(2, text(second))),
      field(2, text('untouched')),
    ]);
  const additions = ['+'.repeat(200), '-'];
  const result = appendToMessages(build('a', 'b'), [1, 2], () => text(additions.shift() ?? ''));
  expect(Buffer.from(result)).toEqual(build(`a${'+'.repeat(200)}`, 'b-'));
});

test('refuses bytes that are no message', () => {
  expect(() => appendToMessages(Uint8Array.of(0x80), [1], () => new Uint8Array())).toThrow(
    'ends within a number',
  );
});
