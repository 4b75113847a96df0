import protobuf from 'protobufjs';

/** A field as `type name = id`; `*` before the type makes it a list. */
type Fields = readonly string[];

/**
 * The part of OTLP that the receiver reads, as in
 * https://github.com/open-telemetry/opentelemetry-proto. Fields that are not here are skipped.
 */
const MESSAGES: Readonly<Record<string, Fields>> = {
  Traces: ['*ResourceSpans resourceSpans = 1'],
  ResourceSpans: ['Resource resource = 1', '*ScopeSpans scopeSpans = 2'],
  ScopeSpans: ['Scope scope = 1', '*Span spans = 2'],
  Span: [
    'bytes traceId = 1',
    'bytes spanId = 2',
    'bytes parentSpanId = 4',
    'string name = 5',
    'int32 kind = 6',
    '*KeyValue attributes = 9',
    '*Link links = 13',
    'Status status = 15',
  ],
  Link: ['bytes traceId = 1', 'bytes spanId = 2'],
  Status: ['string message = 2', 'int32 code = 3'],
  Metrics: ['*ResourceMetrics resourceMetrics = 1'],
  ResourceMetrics: ['Resource resource = 1', '*ScopeMetrics scopeMetrics = 2'],
  ScopeMetrics: ['Scope scope = 1', '*Metric metrics = 2'],
  Metric: [
    'string name = 1',
    'string unit = 3',
    'Data gauge = 5',
    'Data sum = 7',
    'Data9 histogram = 9',
  ],
  Data: ['*Number dataPoints = 1', 'int32 aggregationTemporality = 2', 'bool isMonotonic = 3'],
  Data9: ['*Histogram dataPoints = 1', 'int32 aggregationTemporality = 2'],
  Number: [
    '*KeyValue attributes = 7',
    'fixed64 startTimeUnixNano = 2',
    'fixed64 timeUnixNano = 3',
    'double asDouble = 4',
    'sfixed64 asInt = 6',
  ],
  Histogram: [
    '*KeyValue attributes = 9',
    'fixed64 startTimeUnixNano = 2',
    'fixed64 timeUnixNano = 3',
    'fixed64 count = 4',
    'double sum = 5',
    '*double explicitBounds = 7',
    '*Exemplar exemplars = 8',
  ],
  Exemplar: [
    'fixed64 timeUnixNano = 2',
    'double asDouble = 3',
    'bytes spanId = 4',
    'bytes traceId = 5',
  ],
  Logs: ['*ResourceLogs resourceLogs = 1'],
  ResourceLogs: ['Resource resource = 1', '*ScopeLogs scopeLogs = 2'],
  ScopeLogs: ['Scope scope = 1', '*LogRecord logRecords = 2'],
  LogRecord: [
    'string severityText = 3',
    'AnyValue body = 5',
    '*KeyValue attributes = 6',
    'bytes traceId = 9',
    'bytes spanId = 10',
    'string eventName = 12',
  ],
  Resource: ['*KeyValue attributes = 1'],
  Scope: ['string name = 1'],
  KeyValue: ['string key = 1', 'AnyValue value = 2'],
  AnyValue: [
    'string stringValue = 1',
    'bool boolValue = 2',
    'int64 intValue = 3',
    'double doubleValue = 4',
    'ArrayValue arrayValue = 5',
    'KeyValueList kvlistValue = 6',
  ],
  ArrayValue: ['*AnyValue values = 1'],
  KeyValueList: ['*KeyValue values = 1'],
};

const schema = Object.entries(MESSAGES).map(([name, fields]) => {
  const lines = fields.map((field) => `${field.replace('*', 'repeated ')};`);
  return `message ${name} { ${lines.join(' ')} }`;
});
const { root } = protobuf.parse(`syntax = "proto3"; ${schema.join(' ')}`, { keepCase: true });

/** The message that is sent to each path. */
const REQUESTS: Readonly<Record<string, string>> = {
  '/v1/traces': 'Traces',
  '/v1/metrics': 'Metrics',
  '/v1/logs': 'Logs',
};

/** Bytes are ids, which JSON has in hexadecimal. */
const withHexIds = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(withHexIds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, withHexIds(it)]));
};

/**
 * Reads a request of OTLP in protobuf into the shape that it has in JSON.
 * @throws when it is none
 */
export function decodeProtobuf(path: string, body: Uint8Array): unknown {
  const type = root.lookupType(REQUESTS[path] ?? path);
  return withHexIds(type.toObject(type.decode(body), { longs: String, arrays: true }));
}
