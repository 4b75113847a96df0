import { z } from 'zod';

/** A value of OTLP as JSON has it; whole numbers are texts there. */
const valueSchema = z.object({
  stringValue: z.string().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.union([z.number(), z.string()]).optional(),
  boolValue: z.boolean().optional(),
});

const attributesSchema = z.array(z.object({ key: z.string(), value: valueSchema })).default([]);

/** Nanoseconds since 1970; 0 and none are not known. */
const timeSchema = z.union([z.string().regex(/^\d+$/), z.number()]).optional();

const recordSchema = z.object({
  timeUnixNano: timeSchema,
  observedTimeUnixNano: timeSchema,
  attributes: attributesSchema,
  traceId: z.string().optional(),
  spanId: z.string().optional(),
});

/**
 * What is read of an export request for logs.
 * Source: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export const otlpLogsSchema = z.object({
  resourceLogs: z
    .array(
      z.object({
        resource: z.object({ attributes: attributesSchema }).optional(),
        scopeLogs: z.array(z.object({ logRecords: z.array(recordSchema).default([]) })).default([]),
      }),
    )
    .default([]),
});

/** Attributes by their name. */
export type OtlpAttributes = Readonly<Record<string, string | number | boolean>>;

/** A log event. */
export interface OtlpEvent {
  readonly resource: OtlpAttributes;
  readonly attributes: OtlpAttributes;
  /** Milliseconds since 1970; undefined where neither time is told. */
  readonly at: number | undefined;
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
}

/** The log events of an export request, one by one. */
export const eventsOf = (request: z.infer<typeof otlpLogsSchema>): readonly OtlpEvent[] =>
  request.resourceLogs.flatMap(({ resource, scopeLogs }) =>
    scopeLogs
      .flatMap(({ logRecords }) => logRecords)
      .map(({ timeUnixNano, observedTimeUnixNano, attributes, traceId, spanId }) => ({
        resource: named(resource?.attributes ?? []),
        attributes: named(attributes),
        at: millis(timeUnixNano) ?? millis(observedTimeUnixNano),
        traceId,
        spanId,
      })),
  );

const named = (attributes: z.infer<typeof attributesSchema>): OtlpAttributes =>
  Object.fromEntries(
    attributes.flatMap(({ key, value }) => {
      const number = value.intValue ?? value.doubleValue;
      const of =
        value.stringValue ?? value.boolValue ?? (number === undefined ? number : Number(number));
      return of === undefined ? [] : [[key, of]];
    }),
  );

function millis(nanos: z.infer<typeof timeSchema>): number | undefined {
  const ms = Math.round(Number(nanos ?? 0) / 1e6);
  return ms > 0 ? ms : undefined;
}
