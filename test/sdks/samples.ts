import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../system/system.js';
import { SIGNALS, type Recorded, type Signal } from './signals.js';

const FOLDER = join(root, 'test/sdks/samples');

/** What was recorded of an SDK. */
export interface Sample extends Recorded {
  /** Its name and version. */
  readonly sdk: string;
}

/** The names of all samples. */
export const SAMPLES: readonly string[] = globSync('*.json', { cwd: FOLDER })
  .map((file) => basename(file, '.json'))
  .toSorted();

/** Reads a sample, with its times brought to now: its last span has just ended. */
export function readSample(name: string): Sample {
  const content = readFileSync(join(FOLDER, `${name}.json`), 'utf8');
  const times = [...content.matchAll(/"\w*imeUnixNano": "(\d+)"/g)].map(([, time]) =>
    BigInt(time!),
  );
  const last = times.reduce((a, b) => (a > b ? a : b));
  const shift = BigInt(Date.now()) * 1_000_000n - last;
  const now = content.replaceAll(
    /("\w*imeUnixNano": ")(\d+)"/g,
    (_, before: string, time: string) => `${before}${BigInt(time) + shift}"`,
  );
  return JSON.parse(now) as Sample;
}

/**
 * Sends a sample to an OTLP/HTTP receiver, as JSON.
 * @throws {Error} it was not taken
 */
export async function sendSample(otlpUrl: string, sample: Sample): Promise<void> {
  for (const signal of Object.keys(SIGNALS) as Signal[]) {
    if (sample[signal].length === 0) continue;
    const response = await fetch(new URL(`/v1/${signal}`, otlpUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ [SIGNALS[signal]]: sample[signal] }),
    });
    if (!response.ok) throw new Error(`${signal}: ${response.status} ${await response.text()}`);
  }
}

interface Sent {
  readonly resource: object;
  readonly scopeSpans?: readonly { readonly spans: readonly { readonly traceId: string }[] }[];
}

/** The spans of a sample as if they came from another resource, and another scope if that is given. */
export function sentBy(
  { sdk, traces }: Sample,
  resource: Readonly<Record<string, string>>,
  scope?: string,
): Sample {
  const attributes = Object.entries(resource).map(([key, stringValue]) => ({
    key,
    value: { stringValue },
  }));
  const id = attributes.map(({ value }) => value.stringValue).join();
  const others = (traces as Sent[]).map(({ scopeSpans = [] }) => ({
    resource: { attributes },
    scopeSpans: scopeSpans.map(({ spans, ...rest }) => ({
      ...rest,
      ...(scope !== undefined && { scope: { name: scope } }),
      spans: spans.map((span) => ({ ...span, traceId: otherTrace(span.traceId, id) })),
    })),
  }));
  return { sdk, traces: others, metrics: [], logs: [] };
}

const otherTrace = (traceId: string, of: string): string =>
  createHash('sha256').update(`${traceId}${of}`).digest('hex').slice(0, 32);
