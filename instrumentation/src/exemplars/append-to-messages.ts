/** The wire types of https://protobuf.dev/programming-guides/encoding/ that have a fixed length. */
const FIXED_LENGTH: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** A number and the position after it. */
const readVarint = (bytes: Uint8Array, at: number): readonly [value: number, end: number] => {
  let value = 0;
  for (let index = at, factor = 1; ; index += 1, factor *= 128) {
    const byte = bytes[index];
    if (byte === undefined) throw new RangeError('a protobuf message ends within a number');
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return [value, index + 1];
  }
};

/** `value` as protobuf writes lengths and tags. */
export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/**
 * A protobuf message with more at the end of some of the messages inside, whose lengths and those
 * of all around them are adapted. All else stays byte by byte.
 *
 * @param path the numbers of the fields that lead to those messages
 * @param more the bytes for the next of them, in the order in which they are in the message
 */
export function appendToMessages(
  message: Uint8Array,
  path: readonly number[],
  more: () => Uint8Array,
): Uint8Array {
  const [field, ...inner] = path;
  if (field === undefined) return Buffer.concat([message, more()]);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < message.length;) {
    const [tag, afterTag] = readVarint(message, at);
    const wireType = tag % 8;
    const [value, afterNumber] =
      wireType === LENGTH_DELIMITED || wireType === VARINT
        ? readVarint(message, afterTag)
        : [0, afterTag];
    const end =
      wireType === LENGTH_DELIMITED
        ? afterNumber + value
        : afterNumber + (FIXED_LENGTH[wireType] ?? 0);
    if (wireType === LENGTH_DELIMITED && Math.floor(tag / 8) === field) {
      const body = appendToMessages(message.subarray(afterNumber, end), inner, more);
      parts.push(message.subarray(at, afterTag), varint(body.length), body);
    } else {
      parts.push(message.subarray(at, end));
    }
    at = end;
  }
  return Buffer.concat(parts);
}
