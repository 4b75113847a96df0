import { describe, expect, it } from 'vitest';
import { toTraces } from './otlp-trace.js';

const span = { traceId: '1', spanId: '2', name: 'a', startTimeUnixNano: '1', endTimeUnixNano: '2' };

describe('toTraces', () => {
  it('writes kinds and status codes by name', () => {
    const traces = toTraces({
      resourceSpans: [
        {
          resource: { attributes: [] },
          scopeSpans: [{ spans: [{ ...span, kind: 2, status: { code: 2, message: 'no' } }, span] }],
        },
      ],
    });
    expect(traces.resourceSpans[0]?.scopeSpans[0]?.spans).toEqual([
      { ...span, kind: 'SPAN_KIND_SERVER', status: { code: 'STATUS_CODE_ERROR', message: 'no' } },
      { ...span, kind: 'SPAN_KIND_UNSPECIFIED', status: { code: 'STATUS_CODE_UNSET' } },
    ]);
  });
});
