import { INDICATORS, judgementOf } from '@agent-vitals/config';
import { GENERAL } from '@agent-vitals/instrumentation/general-semconv';
import { byLabels } from '../by-labels.js';
import { dashboardLink } from '../dashboard-link.js';
import { LABEL } from '../names.js';
import type { Finding, Rule } from '../rule.js';
import { confidenceOf } from '../statistics.js';
import { count, percent } from '../wording.js';

const KEYS = [LABEL.service, LABEL.instance, LABEL.pool] as const;
const maxBy = (expression: string): string => `max by (${KEYS.join(', ')}) (${expression})`;
const PENDING = GENERAL.dbPendingRequests;
const USED = `${GENERAL.dbConnections}{${LABEL.poolState}="used"}`;

const queries = {
  size: maxBy(GENERAL.dbConnectionsMax),
  looks: maxBy(`count_over_time(${PENDING}[$window])`),
  waiting: maxBy(`avg_over_time((${PENDING} > bool 0)[$window:10s])`),
  longestQueue: maxBy(`max_over_time(${PENDING}[$window])`),
  mostUsed: maxBy(`max_over_time(${USED}[$window])`),
} as const;
type Query = keyof typeof queries;

const LEAST_LOOKS = 20;
/** Share of the looks at which somebody waited. */
const OFTEN = 0.05;
/** A pool of which no more than this part was ever used holds connections that the server keeps for nothing. */
const LARGE = { used: 0.25, leastSize: 20 } as const;

/** Pools in which requests wait for a connection, or that are far larger than needed. */
export const poolSize: Rule<Query> = {
  id: 'pool-size',
  title: 'Size of connection pools',
  queries,
  decide(results, { config, window }) {
    const of = (query: Query) => byLabels(results[query], KEYS);
    const [looks, waiting, queue, used] = [
      of('looks'),
      of('waiting'),
      of('longestQueue'),
      of('mostUsed'),
    ];
    return results.size.flatMap(({ labels, value: size }): Finding<Query>[] => {
      const service = labels[LABEL.service] ?? '';
      const pool = labels[LABEL.pool] ?? '';
      const longest = queue.value(labels);
      const share = waiting.value(labels);
      const most = used.value(labels);
      if (looks.value(labels) < LEAST_LOOKS) return [];
      const { warning } = judgementOf(config, INDICATORS['database.poolPending'], {
        // Pools are named `host:port/database`; overrides name the server.
        item: pool.replace(/\/.*/, ''),
        service,
      });
      const small = share >= OFTEN && longest >= warning;
      const large =
        window.seconds >= 86_400 &&
        size >= LARGE.leastSize &&
        most <= LARGE.used * size &&
        longest === 0;
      if (!small && !large) return [];
      const wanted = small ? Math.ceil(size + longest / 2) : Math.max(5, Math.ceil(most * 2));
      const common = {
        key: KEYS.map((key) => labels[key] ?? '').join('/'),
        subject: pool,
        confidence: confidenceOf(looks.value(labels), window),
        link: dashboardLink('database'),
      };
      const values = { size, waitingShare: share, longestQueue: longest, mostUsed: most, wanted };
      if (large) {
        return [
          {
            ...common,
            title: `A smaller pool for ${service}`,
            detail: `In ${window.words} the pool of ${service} to ${pool} used at most ${count(most)} of its ${count(size)} connections, and nothing waited. ${count(wanted)} would do: each connection that is open costs the server memory, and others may need it.`,
            gain: { kind: 'ratio', amount: 1 - wanted / size },
            evidence: { query: 'mostUsed', values },
          },
        ];
      }
      return [
        {
          ...common,
          title: `Requests of ${service} wait for a connection`,
          detail: `At ${percent(share)} of the looks of ${window.words}, requests of ${service} waited for one of the ${count(size)} connections to ${pool}, up to ${count(longest)} at a time. First see whether statements became slow or wait for locks: then a larger pool makes it worse. If they are as fast as ever, try ${count(wanted)} connections, as far as the server's max_connections allows for all that use it.`,
          gain: { kind: 'ratio', amount: share },
          evidence: { query: 'longestQueue', values },
        },
      ];
    });
  },
};
