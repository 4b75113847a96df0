import type { DashboardResource } from '@perses-dev/core';
import { useMemo, type ReactElement } from 'react';
import { DashboardView } from './dashboard-view.js';

/** Trace ids are hexadecimal; anything else would end up in a query. */
const TRACE_ID = /^[0-9a-f]{1,32}$/;

const traceDashboard = (traceId: string): DashboardResource => ({
  kind: 'Dashboard',
  metadata: { name: 'trace', project: 'agent-vitals', version: 0 },
  spec: {
    display: { name: `Trace ${traceId.slice(0, 8)}` },
    duration: '24h',
    variables: [],
    layouts: [
      {
        kind: 'Grid',
        spec: {
          items: [
            { x: 0, y: 0, width: 24, height: 16, content: { $ref: '#/spec/panels/waterfall' } },
            { x: 0, y: 16, width: 24, height: 8, content: { $ref: '#/spec/panels/logs' } },
          ],
        },
      },
    ],
    panels: {
      waterfall: {
        kind: 'Panel',
        spec: {
          display: { name: 'Waterfall', description: 'What ran, in which order and for how long.' },
          plugin: {
            kind: 'TracingGanttChart',
            spec: { links: { trace: '/traces/${traceId}', span: '/traces/${traceId}' } },
          },
          queries: [
            {
              kind: 'TraceQuery',
              spec: { plugin: { kind: 'JaegerTraceQuery', spec: { traceId } } },
            },
          ],
        },
      },
      logs: {
        kind: 'Panel',
        spec: {
          display: { name: 'Logs of this trace', description: 'Log lines with the trace id.' },
          plugin: { kind: 'LogsTable', spec: { time: true, wrap: true, enableDetails: true } },
          queries: [
            {
              kind: 'LogQuery',
              spec: {
                plugin: {
                  kind: 'LokiLogQuery',
                  spec: {
                    query: `{service_name=~".+"} | trace_id="${traceId}"`,
                    direction: 'forward',
                  },
                },
              },
            },
          ],
        },
      },
    },
  },
});

/** The waterfall of a trace with its logs beneath. */
export function TracePage({ traceId }: { traceId: string }): ReactElement {
  const id = TRACE_ID.test(traceId) ? traceId : '0';
  const dashboard = useMemo(() => traceDashboard(id), [id]);
  return <DashboardView dashboard={dashboard} />;
}
