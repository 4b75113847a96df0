/** An agent of a workflow that leaves work to another process, through the queue of its QUEUE. */
import { agent, workflow } from '@agent-vitals/instrumentation';
import { FlowProducer, Queue } from 'bullmq';
import { Kafka, logLevel } from 'kafkajs';
import { port, QUEUE, TASKS } from './queue-names.ts';

const [first, ...others] = TASKS;

const throughBullMq = async (): Promise<void> => {
  const queue = new Queue(QUEUE, { connection: { host: '127.0.0.1', port } });
  await queue.add(first, { task: first });
  await queue.addBulk(others.map((task) => ({ name: task, data: { task } })));
  await queue.close();
};

const throughFlow = async (): Promise<void> => {
  const flows = new FlowProducer({ connection: { host: '127.0.0.1', port } });
  const jobs = TASKS.map((task) => ({ name: task, queueName: QUEUE, data: { task } }));
  for (const job of jobs) await flows.add(job);
  await flows.close();
};

const throughKafka = async (): Promise<void> => {
  const kafka = new Kafka({ brokers: [`127.0.0.1:${port}`], logLevel: logLevel.ERROR });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: QUEUE, messages: [{ value: first }] });
  const messages = others.map((value) => ({ value }));
  await producer.sendBatch({ topicMessages: [{ topic: QUEUE, messages }] });
  await producer.disconnect();
};

const WAYS: Readonly<Record<string, () => Promise<void>>> = {
  bullmq: throughBullMq,
  'bullmq-flow': throughFlow,
  kafkajs: throughKafka,
};

const send = agent({ name: 'editor', version: '3' }, async () => {
  await WAYS[process.env['QUEUE'] ?? '']?.();
});
await workflow({ name: 'publishing', conversationId: 'conversation-7' }, () => send())();
