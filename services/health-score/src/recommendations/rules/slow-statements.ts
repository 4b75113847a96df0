import { byLabels } from '../by-labels.js';
import { dashboardLink } from '../dashboard-link.js';
import { LABEL, postgresqlMetric } from '../names.js';
import { hourly } from '../observation-window.js';
import type { Rule } from '../rule.js';
import { confidenceOf } from '../statistics.js';
import { count, duration, percent } from '../wording.js';

const DATABASE = [LABEL.serverAddress, LABEL.serverPort, LABEL.database] as const;
const KEYS = [...DATABASE, LABEL.statement] as const;
/** Several services may watch one server: each tells the same, so no sum. */
const growth = (name: string, labels: readonly string[]): string =>
  `max by (${labels.join(', ')}) (increase(${name}[$window]))`;

const queries = {
  seconds: growth(postgresqlMetric('statementTime'), KEYS),
  calls: growth(postgresqlMetric('statementCalls'), KEYS),
  total: growth(postgresqlMetric('executionTime'), DATABASE),
} as const;

const LEAST_CALLS = 10;
/** A statement for a page or an agent should not take longer on the server. */
const SLOW_SECONDS = 0.05;
/** Below this share of the server's time, no repair of the statement is felt. */
const LEAST_SHARE = 0.1;
/** A fast statement may still be what the server does: so much of a connection's time. */
const HEAVY = { share: 0.5, load: 0.1 } as const;

/** Statements that are slow, or fast and far too many. */
export const slowStatements: Rule<keyof typeof queries> = {
  id: 'slow-statements',
  title: 'Slow statements',
  queries,
  decide(results, { window }) {
    const calls = byLabels(results.calls, KEYS);
    const total = byLabels(results.total, DATABASE);
    return results.seconds.flatMap(({ labels, value: seconds }) => {
      const executions = calls.value(labels);
      const all = total.value(labels);
      if (executions < LEAST_CALLS || all <= 0) return [];
      const mean = seconds / executions;
      const share = Math.min(1, seconds / all);
      const load = seconds / window.seconds;
      const slow = mean >= SLOW_SECONDS && share >= LEAST_SHARE;
      const heavy = share >= HEAVY.share && load >= HEAVY.load;
      if (!slow && !heavy) return [];
      const statement = labels[LABEL.statement] ?? '';
      const database = labels[LABEL.database] ?? '';
      const advice = slow
        ? 'Look at its plan (EXPLAIN ANALYZE) for a scan that an index would spare, and whether it waits for a lock rather than works.'
        : 'It is fast, but there are many: ask once for several rows, or keep the answer for a while.';
      return [
        {
          key: KEYS.map((key) => labels[key] ?? '').join('/'),
          title: `${slow ? 'Speed up' : 'Ask less often for'} statement ${statement} of ${database}`,
          subject: `${database} ${statement}`,
          detail: `The statement with the id ${statement} took ${percent(share)} of the time that ${database} spent in statements in ${window.words}: ${count(executions)} executions of ${duration(mean)} on average, ${duration(hourly(seconds, window))} in an hour. Its text is in the log event db.server.top_query with this postgresql.queryid. ${advice}`,
          gain: slow
            ? { kind: 'seconds per call', amount: mean - SLOW_SECONDS }
            : { kind: 'ratio', amount: share },
          confidence: confidenceOf(executions, window),
          evidence: {
            query: 'seconds',
            values: { seconds, executions, meanSeconds: mean, shareOfTime: share },
          },
          link: dashboardLink('database'),
        },
      ];
    });
  },
};
