const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
/** Stands between names and values: it is in no text. */
const SEPARATOR = 0xff;

/**
 * What Alertmanager will call an alert: FNV-1a of its labels, as 16 hexadecimal digits.
 * https://github.com/prometheus/common/blob/main/model/signature.go
 */
export function fingerprintOf(labels: Readonly<Record<string, string>>): string {
  const bytes = Object.keys(labels)
    .toSorted()
    .flatMap((name) => [name, labels[name] ?? ''])
    .flatMap((text) => [...Buffer.from(text), SEPARATOR]);
  const hash = bytes.reduce(
    (sum, byte) => BigInt.asUintN(64, (sum ^ BigInt(byte)) * PRIME),
    OFFSET,
  );
  return hash.toString(16).padStart(16, '0');
}
