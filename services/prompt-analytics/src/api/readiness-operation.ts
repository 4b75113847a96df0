import { defineOperation, prepare, type Operation } from '@agent-vitals/http';
import { z } from 'zod';

/**
 * `/readyz`.
 * @param askPrometheus rejects when Prometheus does not answer
 */
export const createReadinessOperation = (askPrometheus: () => Promise<unknown>): Operation =>
  defineOperation({
    id: 'getReadiness',
    path: '/readyz',
    summary: 'Whether Prometheus answers; 503 with the reason when it does not.',
    contentType: 'application/json',
    kind: 'open',
    maxAgeSeconds: 0,
    schema: z.object({ status: z.literal('ready') }),
    problems: [503],
    answer: async () => {
      await askPrometheus();
      return prepare({ status: 'ready' });
    },
  });
