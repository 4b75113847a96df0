import type { TraceData } from '@perses-dev/core';

type Traces = NonNullable<TraceData['trace']>;
type Span = Traces['resourceSpans'][number]['scopeSpans'][number]['spans'][number];
type Code = NonNullable<NonNullable<Span['status']>['code']>;

/** OTLP as Jaeger writes it: enumerations are numbers. */
export interface OtlpTraces {
  readonly resourceSpans: readonly {
    readonly resource?: Traces['resourceSpans'][number]['resource'];
    readonly scopeSpans: readonly {
      readonly scope?: Traces['resourceSpans'][number]['scopeSpans'][number]['scope'];
      readonly spans: readonly OtlpSpan[];
    }[];
  }[];
}

interface OtlpSpan extends Omit<Span, 'kind' | 'status'> {
  readonly kind?: number;
  readonly status?: { readonly code?: number; readonly message?: string };
}

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
const KIND = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];
const STATUS: readonly Code[] = ['STATUS_CODE_UNSET', 'STATUS_CODE_OK', 'STATUS_CODE_ERROR'];

const toSpan = ({ kind = 0, status = {}, ...span }: OtlpSpan): Span => ({
  ...span,
  kind: `SPAN_KIND_${KIND[kind] ?? KIND[0]}`,
  status: {
    code: STATUS[status.code ?? 0] ?? 'STATUS_CODE_UNSET',
    ...(status.message !== undefined && { message: status.message }),
  },
});

/** Traces in the form that the waterfall reads: OTLP's JSON with enumerations by name. */
export const toTraces = ({ resourceSpans }: OtlpTraces): Traces => ({
  resourceSpans: resourceSpans.map(({ resource, scopeSpans }) => ({
    ...(resource && { resource }),
    scopeSpans: scopeSpans.map(({ scope, spans }) => ({
      ...(scope && { scope }),
      spans: spans.map(toSpan),
    })),
  })),
});
