import { INDICATORS, judgementOf } from '@agent-vitals/config';
import { byLabels } from '../by-labels.js';
import { dashboardLink } from '../dashboard-link.js';
import { LABEL, postgresqlMetric } from '../names.js';
import type { Rule } from '../rule.js';
import { confidenceOf } from '../statistics.js';
import { count, percent } from '../wording.js';

const KEYS = [LABEL.serverAddress, LABEL.serverPort, LABEL.database] as const;
const growth = (name: string): string => `max by (${KEYS.join(', ')}) (increase(${name}[$window]))`;

const queries = {
  hits: growth(postgresqlMetric('blocksHit')),
  reads: growth(postgresqlMetric('blocksRead')),
} as const;

/** Fewer blocks are those of a start with an empty cache. */
const LEAST_BLOCKS = 100_000;

/** Databases that read from disk what should be in memory. */
export const cacheHitRatio: Rule<keyof typeof queries> = {
  id: 'cache-hit-ratio',
  title: 'Cache hit ratio of databases',
  queries,
  decide(results, { config, window }) {
    const reads = byLabels(results.reads, KEYS);
    return results.hits.flatMap(({ labels, value: hits }) => {
      const database = labels[LABEL.database] ?? '';
      const server = `${labels[LABEL.serverAddress]}:${labels[LABEL.serverPort]}`;
      const read = reads.value(labels);
      const ratio = hits / (hits + read);
      const { warning } = judgementOf(config, INDICATORS['database.cacheHitRatio'], {
        item: server,
        service: '',
      });
      if (hits + read < LEAST_BLOCKS || ratio >= warning) return [];
      return [
        {
          key: `${server}/${database}`,
          title: `More cache for ${database}`,
          subject: `${server}/${database}`,
          detail: `${database} on ${server} found ${percent(ratio)} of ${count(hits + read)} blocks in its cache in ${window.words}; ${percent(warning)} and more is usual where the data in use fits. Look for a statement that reads whole tables first (an index), then raise shared_buffers, up to a quarter of the server's memory.`,
          gain: { kind: 'ratio', amount: warning - ratio },
          // Blocks come in runs: a thousand of them are not a thousand samples.
          confidence: confidenceOf((hits + read) / 1000, window),
          evidence: { query: 'hits', values: { hits, reads: read, ratio } },
          link: dashboardLink('database'),
        },
      ];
    });
  },
};
