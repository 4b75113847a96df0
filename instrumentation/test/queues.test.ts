import { beforeAll, describe, expect, test } from 'vitest';
import { observeApp, type ObservedApp } from './observed-app.js';
import type { ReceivedSpan } from './otlp-receiver.js';
import type { ServerName } from './servers/programs.js';
import { serverRuns, startServer } from './servers/real-server.js';

const CALLER = {
  'gen_ai.workflow.name': 'publishing',
  'gen_ai.agent.name': 'editor',
  'gen_ai.agent.version': '3',
  'gen_ai.conversation.id': 'conversation-7',
};

/** How the spans of each are called, and how many messages cross in each span of the producer. */
const QUEUES = [
  { queue: 'bullmq', server: 'redis', system: 'bullmq', sent: ['add jobs.review', 'addBulk jobs'] },
  {
    queue: 'bullmq-flow',
    server: 'redis',
    system: 'bullmq',
    sent: ['addFlow jobs', 'addFlow jobs', 'addFlow jobs'],
  },
  {
    queue: 'kafkajs',
    server: 'kafka',
    system: 'kafka',
    sent: ['send jobs', 'send jobs', 'send jobs'],
  },
] as const;

interface Crossing {
  readonly producer: ObservedApp;
  readonly consumer: ObservedApp;
}

const spansOf = ({ receiver }: ObservedApp, kind: number): readonly ReceivedSpan[] =>
  receiver.spans.filter((span) => span.kind === kind && 'messaging.system' in span.attributes);

/** Runs the producer, then the consumer, each as a process of its own. */
const crossQueue = async (
  name: ServerName,
  queue: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Crossing> => {
  const server = await startServer(name);
  // KafkaJS sets timers that Node warns of.
  const port = { QUEUE_PORT: String(server.port), NODE_NO_WARNINGS: '1' };
  const env = { QUEUE: queue, ...port, ...more };
  const producer = await observeApp({ app: 'queue-producer.ts', env });
  const consumer = await observeApp({ app: 'queue-consumer.ts', env });
  await server.stop();
  return { producer, consumer };
};

/** Two tasks that went well, one that did not. */
const WORKED_AND_FAILED = [2, 1];

const WORK = { 'gen_ai.workflow.name': 'publishing', 'gen_ai.agent.name': 'editor' };
const workOf = ({ consumer }: Crossing) =>
  consumer.points('gen_ai.execute_tool.duration', WORK).map(({ count }) => count);

describe.each(QUEUES)('$queue', ({ queue, server: name, system, sent }) => {
  const runs = serverRuns(name);
  let producer: ObservedApp;
  let consumer: ObservedApp;

  beforeAll(async () => {
    if (!runs) return;
    ({ producer, consumer } = await crossQueue(name, queue));
  }, 60_000);

  test.runIf(runs)('what the agent sends is told as its own', () => {
    const spans = spansOf(producer, 4);
    expect(spans.map((span) => span.name)).toEqual(expect.arrayContaining([...sent]));
    for (const { attributes } of spans) {
      expect(attributes).toMatchObject({ ...CALLER, 'messaging.system': system });
    }
  });

  test.runIf(runs)('what the other process does with it is in the same trace', () => {
    expect(consumer.run.stdout).toBe('review\nprint\n');
    const producers = spansOf(producer, 4);
    const consumers = spansOf(consumer, 5);
    expect(consumers.map((span) => span.name)).toEqual(Array(3).fill('process jobs'));
    for (const span of consumers) {
      expect(producers.map(({ spanId }) => spanId)).toContain(span.parentSpanId);
      expect(producers[0]?.traceId).toBe(span.traceId);
      expect(span.attributes).toMatchObject({
        ...CALLER,
        'messaging.system': system,
        'messaging.destination.name': 'jobs',
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
      });
    }
    expect(consumers.filter(({ statusCode }) => statusCode === 2)).toMatchObject([
      { statusMessage: 'cannot fly', attributes: { 'error.type': expect.any(String) } },
    ]);
  });

  test.runIf(runs)('what it uses for it is counted for the workflow that asked', () => {
    expect(workOf({ producer, consumer })).toEqual(WORKED_AND_FAILED);
  });

  test.runIf(runs)('sending and processing are measured', () => {
    const labels = { 'messaging.system': system, 'messaging.destination.name': 'jobs' };
    const processed = consumer.points('messaging.process.duration', labels);
    expect(processed.map(({ count }) => count)).toEqual(WORKED_AND_FAILED);
    expect(processed.filter(({ attributes }) => 'error.type' in attributes)).toHaveLength(1);
    const handedOver = producer.points('messaging.client.operation.duration', {
      'messaging.system': system,
    });
    expect(handedOver.length).toBeGreaterThan(0);
  });

  test.runIf(runs)('a job says nothing of its content', () => {
    const told = JSON.stringify([...spansOf(producer, 4), ...spansOf(consumer, 5)]);
    expect(told).not.toMatch(/"task"|opts/);
  });
});

test.runIf(serverRuns('redis'))('the caller crosses where no trace is kept, too', async () => {
  const crossing = await crossQueue('redis', 'bullmq', { OTEL_TRACES_SAMPLER: 'always_off' });
  expect(workOf(crossing)).toEqual(WORKED_AND_FAILED);
  expect(crossing.consumer.receiver.spans).toEqual([]);
});

test.runIf(serverRuns('kafka'))(
  'messages that are read in batches link to their senders',
  async () => {
    const { producer, consumer } = await crossQueue('kafka', 'kafkajs', { BATCHES: 'true' });
    const senders = spansOf(producer, 4).map(({ spanId }) => spanId);
    const links = spansOf(consumer, 5).flatMap((span) => span.links.map(({ spanId }) => spanId));
    expect(links.toSorted()).toEqual(senders.toSorted());
  },
);
