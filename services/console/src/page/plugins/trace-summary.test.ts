import { describe, expect, it } from 'vitest';
import { summarise, type JaegerTrace } from './trace-summary.js';

type Span = JaegerTrace['spans'][number];

const span = (spanID: string, parent: string | undefined, over: Partial<Span> = {}): Span => ({
  spanID,
  operationName: `operation ${spanID}`,
  references: parent === undefined ? [] : [{ refType: 'CHILD_OF', spanID: parent }],
  startTime: 1_000_000,
  duration: 500_000,
  processID: 'p1',
  tags: [],
  ...over,
});

const processes = { p1: { serviceName: 'api' }, p2: { serviceName: 'worker' } };

describe('summarise', () => {
  it('counts spans and errors by service, and measures from the first start to the last end', () => {
    expect(
      summarise({
        traceID: 'abc',
        processes,
        spans: [
          span('2', '1', {
            processID: 'p2',
            startTime: 1_200_000,
            duration: 900_000,
            tags: [{ key: 'error', value: true }],
          }),
          span('1', undefined),
        ],
      }),
    ).toEqual({
      traceId: 'abc',
      rootServiceName: 'api',
      rootTraceName: 'operation 1',
      startTimeUnixMs: 1000,
      durationMs: 1100,
      serviceStats: { api: { spanCount: 1 }, worker: { spanCount: 1, errorCount: 1 } },
    });
  });

  it('takes a span for the root whose parent was never sent', () => {
    expect(
      summarise({ traceID: 'abc', processes, spans: [span('2', 'lost'), span('3', '2')] }),
    ).toMatchObject({ rootTraceName: 'operation 2' });
  });
});
