/** Attributes of what is sent, all texts. */
type Texts = Readonly<Record<string, string>>;

const attributes = (texts: Texts) =>
  Object.entries(texts).map(([key, stringValue]) => ({ key, value: { stringValue } }));

/** What another SDK than the project's own could send: one of each signal. */
export interface ForeignTelemetry {
  /** Of the resource of all. */
  readonly service: string;
  /** What else is said of the resource. Default: nothing. */
  readonly resource?: Texts;
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  readonly span: { readonly name: string; readonly attributes: Texts };
  readonly log: { readonly body: string; readonly attributes: Texts };
  /** A counter. */
  readonly metric: { readonly name: string; readonly attributes: Texts };
}

/**
 * Sends it to an OTLP/HTTP receiver, as JSON.
 * @throws {Error} it was not taken
 */
export async function sendOtlp(otlpUrl: string, telemetry: ForeignTelemetry): Promise<void> {
  const { service, traceId, span, log, metric } = telemetry;
  const resource = {
    attributes: attributes({ 'service.name': service, ...telemetry.resource }),
  };
  const now = String(BigInt(Date.now()) * 1_000_000n);
  const start = String(BigInt(Date.now() - 1000) * 1_000_000n);
  const times = { startTimeUnixNano: start, endTimeUnixNano: now };
  const ids = { traceId, spanId: traceId.slice(0, 16) };
  const point = {
    attributes: attributes(metric.attributes),
    startTimeUnixNano: start,
    timeUnixNano: now,
    asInt: '1',
  };
  const sum = { aggregationTemporality: 2, isMonotonic: true, dataPoints: [point] };
  const payloads = {
    traces: {
      resourceSpans: [
        {
          resource,
          scopeSpans: [
            {
              spans: [
                {
                  ...ids,
                  ...times,
                  name: span.name,
                  kind: 3,
                  attributes: attributes(span.attributes),
                },
              ],
            },
          ],
        },
      ],
    },
    logs: {
      resourceLogs: [
        {
          resource,
          scopeLogs: [
            {
              logRecords: [
                {
                  ...ids,
                  timeUnixNano: now,
                  severityText: 'INFO',
                  body: { stringValue: log.body },
                  attributes: attributes(log.attributes),
                },
              ],
            },
          ],
        },
      ],
    },
    metrics: {
      resourceMetrics: [{ resource, scopeMetrics: [{ metrics: [{ name: metric.name, sum }] }] }],
    },
  };
  for (const [signal, payload] of Object.entries(payloads)) {
    const response = await fetch(new URL(`/v1/${signal}`, otlpUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`${signal}: ${response.status} ${await response.text()}`);
  }
}
