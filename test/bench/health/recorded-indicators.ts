import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { INDICATORS } from '@agent-vitals/config';

/** A backend that answers as Prometheus does. */
export interface RecordedIndicators {
  readonly url: string;
  close(): void;
}

/**
 * Answers queries with the recorded indicators of many items, a tenth of them unwell, and with no
 * history: here it is the service that is measured, not Prometheus.
 *
 * @param agents how many agents there are; of anything else there are ten
 */
export async function serveRecordedIndicators(agents: number): Promise<RecordedIndicators> {
  const now = Date.now() / 1000;
  const result = Object.values(INDICATORS).flatMap(({ component, name, series, thresholds }) =>
    Array.from({ length: component === 'agents' ? agents : 10 }, (_, index) => ({
      metric: {
        __name__: series,
        component,
        indicator: name,
        item: `${component}-${index}`,
        service_name: 'bench',
      },
      value: [now, String(index % 10 === 9 ? thresholds.critical : thresholds.good)],
    })),
  );
  const vector = JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
  const matrix = JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [] } });
  const server: Server = createServer((req, res) => {
    req.resume();
    res.setHeader('content-type', 'application/json');
    res.end(req.url?.includes('query_range') ? matrix : vector);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
