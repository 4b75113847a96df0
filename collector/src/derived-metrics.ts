import { ATTR, METRIC, type MetricKey } from '@agent-vitals/instrumentation/semconv';
import { DERIVED, type DerivedMetric } from './derived.js';
import { FOREIGN_GEN_AI } from './foreign.js';
import { matches, set, text } from './ottl.js';

/**
 * The connector knows one number of a span: its duration. So a span whose number is another one is
 * given that many seconds, in a pipeline of its own whose spans go nowhere else. It alone keeps
 * sums that it tells again every 10 s, with honest start times and exemplars, as rules need them.
 */
const NANOSECONDS = 1_000_000_000;

const nameOf = (key: MetricKey): string => METRIC[key].name;

const isCounter = (key: MetricKey): boolean => METRIC[key].instrument === 'counter';

/** What identifies a series in Prometheus besides labels: two streams of one would be in each other's way. */
const RESOURCE = [
  'service.namespace',
  'service.name',
  'service.version',
  'service.instance.id',
  'deployment.environment.name',
  'host.name',
];

const connectorOf = ({ metric, secondsOfOne = 1 }: DerivedMetric): object => ({
  namespace: nameOf(metric),
  dimensions: METRIC[metric].attributes
    .filter((name) => name !== ATTR.tokenModality)
    .map((name) => ({ name })),
  exclude_dimensions: [
    'service.name',
    'span.name',
    'span.kind',
    'status.code',
    'collector.instance.id',
  ],
  add_resource_attributes: true,
  resource_metrics_key_attributes: RESOURCE,
  aggregation_cardinality_limit: 1000,
  metrics_flush_interval: '10s',
  metrics_expiration: '15m',
  series_expiration: '15m',
  histogram: {
    unit: 's',
    explicit: {
      buckets: (METRIC[metric].buckets ?? [1]).map((bound) => `${bound * secondsOfOne}s`),
    },
  },
  exemplars: { enabled: true, max_per_data_point: 1 },
});

const processorsOf = ({ metric, when, value, secondsOfOne = 1 }: DerivedMetric): object => ({
  [`filter/${metric}`]: { error_mode: 'ignore', trace_conditions: [`not (${when})`] },
  ...(value !== undefined && {
    [`transform/${metric}`]: {
      error_mode: 'ignore',
      trace_statements: [
        `set(span.end_time_unix_nano, span.start_time_unix_nano + Int(Double(${value}) * ${(secondsOfOne * NANOSECONDS).toFixed(1)}))`,
      ],
    },
  }),
});

const pipelineOf = ({ metric, value }: DerivedMetric): object => ({
  receivers: ['otlp/derive'],
  processors: [`filter/${metric}`, ...(value === undefined ? [] : [`transform/${metric}`])],
  exporters: [`span_metrics/${metric}`],
});

const isNamed = (name: string): string => `metric.name == ${text(name)}`;

const counters = DERIVED.flatMap(({ metric, counter }) =>
  counter === undefined ? (isCounter(metric) ? [[metric, metric]] : []) : [[metric, counter]],
) as readonly (readonly [from: MetricKey, counter: MetricKey])[];

const published = [
  ...DERIVED.map(({ metric }) => metric).filter((key) => !isCounter(key)),
  ...counters.map(([, counter]) => counter),
];

/** The metrics under their own names and units, the counters out of the sums of histograms. */
const nameMetrics = [
  'replace_pattern(metric.name, "\\\\.duration$", "")',
  ...counters.flatMap(([from, counter]) => [
    `extract_sum_metric(true) where ${isNamed(nameOf(from))}`,
    set('metric.name', text(nameOf(counter)), isNamed(`${nameOf(from)}_sum`)),
  ]),
  ...DERIVED.flatMap(({ metric, secondsOfOne }) =>
    secondsOfOne === undefined
      ? []
      : `scale_metric(${1 / secondsOfOne}) where ${isNamed(nameOf(metric))} and metric.type == METRIC_DATA_TYPE_SUM`,
  ),
  ...published.flatMap((key) => [
    set('metric.unit', text(METRIC[key].unit), isNamed(nameOf(key))),
    set('metric.description', text(METRIC[key].description), isNamed(nameOf(key))),
  ]),
];

const byModality = counters
  .map(([, counter]) => METRIC[counter])
  .filter(({ attributes }) => attributes.includes(ATTR.tokenModality));

/** The part of the Collector's configuration that turns spans of other SDKs into metrics. */
export const derivedMetrics: object = {
  receivers: {
    'otlp/derive': {
      protocols: {
        grpc: { endpoint: '${env:VITALS_DERIVE_ADDRESS}', max_recv_msg_size_mib: 64 },
      },
    },
  },
  processors: {
    'filter/other_gen_ai': { error_mode: 'ignore', trace_conditions: [`not (${FOREIGN_GEN_AI})`] },
    ...Object.assign({}, ...DERIVED.map(processorsOf)),
    'transform/derived': {
      error_mode: 'ignore',
      metric_statements: [
        { statements: nameMetrics },
        {
          // SDKs tell no modality, and the contract wants one.
          statements: byModality.map(({ name }) =>
            set(`datapoint.attributes[${text(ATTR.tokenModality)}]`, '"unknown"', isNamed(name)),
          ),
        },
      ],
    },
    'filter/derived': {
      error_mode: 'ignore',
      metric_conditions: [
        matches('metric.name', '\\.calls$'),
        ...counters
          .filter(([from]) => isCounter(from))
          .map(
            ([from]) => `${isNamed(nameOf(from))} and metric.type == METRIC_DATA_TYPE_HISTOGRAM`,
          ),
      ],
    },
  },
  connectors: Object.fromEntries(
    DERIVED.map((derived) => [`span_metrics/${derived.metric}`, connectorOf(derived)]),
  ),
  exporters: {
    'otlp_grpc/derive': { endpoint: '${env:VITALS_DERIVE_ADDRESS}', tls: { insecure: true } },
  },
  service: {
    pipelines: {
      // No connector passes spans on to other pipelines, so they go out and come in again.
      'traces/other_gen_ai': {
        receivers: ['otlp'],
        processors: [
          'memory_limiter',
          'filter/own',
          'transform/resource',
          'transform/other_sdks',
          'filter/other_gen_ai',
          'transform/prices',
        ],
        exporters: ['otlp_grpc/derive'],
      },
      ...Object.fromEntries(
        DERIVED.map((derived) => [`traces/${derived.metric}`, pipelineOf(derived)]),
      ),
      'metrics/derived': {
        receivers: DERIVED.map(({ metric }) => `span_metrics/${metric}`),
        processors: ['memory_limiter', 'transform/derived', 'filter/derived', 'redaction'],
        exporters: ['otlp_http/prometheus'],
      },
    },
  },
};
