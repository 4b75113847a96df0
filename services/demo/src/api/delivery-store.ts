import type { Pool } from 'pg';
import type { AgentSurroundings } from '../agents/agent-runner.js';
import type { DeliveryRun } from '../agents/delivery-state.js';

/** A delivery as `GET /v1/deliveries/:id` shows it. */
interface Delivery {
  readonly id: string;
  readonly conversationId: string;
  readonly requirement: string;
  readonly status: 'running' | 'succeeded' | 'failed';
  readonly result: DeliverySummary | null;
  readonly error: string | null;
  readonly traceId: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** What a run gave. */
export interface DeliverySummary {
  /** The reviewer's score of the code, 0 to 1. */
  readonly score: number;
  /** How often the code was sent back. */
  readonly revisions: number;
  readonly documentation: string;
}

/** Deliveries in PostgreSQL. */
export interface DeliveryStore {
  readonly begin: (run: DeliveryRun, traceId: string | undefined) => Promise<void>;
  readonly saveResult: AgentSurroundings['saveResult'];
  readonly succeed: (id: string, summary: DeliverySummary) => Promise<void>;
  readonly fail: (id: string, error: string) => Promise<void>;
  readonly find: (id: string) => Promise<Delivery | undefined>;
}

/** Creates the store. */
export function createDeliveryStore(database: Pool): DeliveryStore {
  return {
    async begin(run, traceId) {
      await database.query(
        `INSERT INTO deliveries (id, conversation_id, requirement, status, trace_id)
         VALUES ($1, $2, $3, 'running', $4)`,
        [run.id, run.conversationId, run.requirement, traceId],
      );
    },
    async saveResult(run, agent, revision, result) {
      await database.query(
        `INSERT INTO agent_results (delivery_id, agent, revision, prompt_version, model,
           input_tokens, output_tokens, content)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          run.id,
          agent,
          revision,
          result.promptVersion,
          result.model,
          result.inputTokens,
          result.outputTokens,
          result.content,
        ],
      );
    },
    async succeed(id, summary) {
      await database.query(
        `UPDATE deliveries SET status = 'succeeded', result = $2, finished_at = now() WHERE id = $1`,
        [id, summary],
      );
    },
    async fail(id, error) {
      await database.query(
        `UPDATE deliveries SET status = 'failed', error = $2, finished_at = now() WHERE id = $1`,
        [id, error],
      );
    },
    async find(id) {
      const { rows } = await database.query<Delivery>(
        `SELECT id, conversation_id AS "conversationId", requirement, status, result, error,
           trace_id AS "traceId", created_at AS "createdAt", finished_at AS "finishedAt"
         FROM deliveries WHERE id = $1`,
        [id],
      );
      return rows[0];
    },
  };
}
