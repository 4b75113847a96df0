import { parseVitalsConfig } from '@agent-vitals/config';
import { METRIC } from '@agent-vitals/instrumentation/semconv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderConfigFiles } from './config-files.js';
import { DERIVED } from './derived.js';

const rendered = (vitalsYaml: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    renderConfigFiles(parseVitalsConfig(vitalsYaml, 'vitals.yaml')).map(({ path, content }) => [
      path,
      content,
    ]),
  );

const REQUIRED = 'notifications: { email: { to: [a@example.com], from: b@example.com } }\n';

test('content is dropped unless it is to be kept', () => {
  const dropped = rendered(REQUIRED)['collector/other-sdks.yaml']!;
  const kept = rendered(`${REQUIRED}otherSdks: { keepContent: true }\n`)[
    'collector/other-sdks.yaml'
  ]!;
  expect(dropped).toContain('traceloop');
  expect(dropped).toContain('set(log.body, "")');
  expect(kept).toContain('traceloop');
  expect(kept).not.toContain('set(log.body, "")');
  expect(kept.match(/delete_matching_keys/g)).toHaveLength(1);
});

interface Derived {
  readonly connectors: Readonly<
    Record<string, { readonly histogram: { explicit: { buckets: string[] } } }>
  >;
  readonly service: { readonly pipelines: Readonly<Record<string, { receivers: string[] }>> };
}

test('each derived metric has a connector with the contract’s buckets, and a pipeline to it', () => {
  const { connectors, service } = parse(
    rendered(REQUIRED)['collector/derived-metrics.yaml']!,
  ) as Derived;
  for (const { metric } of DERIVED) {
    const { explicit } = connectors[`span_metrics/${metric}`]!.histogram;
    // Of a counter only the sum is used.
    const bounds = METRIC[metric].buckets?.map((bound) => `${bound}s`) ?? explicit.buckets;
    expect(explicit.buckets).toEqual(bounds);
    expect(service.pipelines[`traces/${metric}`]).toBeDefined();
    expect(service.pipelines['metrics/derived']?.receivers).toContain(`span_metrics/${metric}`);
  }
});
