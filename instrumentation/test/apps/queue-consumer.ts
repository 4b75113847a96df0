/** Does what comes through the queue of its QUEUE, each with a tool, and ends after the last. */
import { tool } from '@agent-vitals/instrumentation';
import { Worker } from 'bullmq';
import { Kafka, logLevel, type EachMessagePayload } from 'kafkajs';
import { port, QUEUE, TASKS } from './queue-names.ts';

const use = tool('printer', async (task: string) => {
  if (task === TASKS.at(-1)) throw new RangeError(`cannot ${task}`);
  process.stdout.write(`${task}\n`);
});

const all = Promise.withResolvers<void>();
let left = TASKS.length;
const finish = (): void => {
  left -= 1;
  if (left === 0) all.resolve();
};

const fromBullMq = async (): Promise<void> => {
  const worker = new Worker<{ readonly task: string }>(QUEUE, (job) => use(job.data.task), {
    connection: { host: '127.0.0.1', port, maxRetriesPerRequest: null },
  });
  worker.on('completed', finish).on('failed', finish);
  await all.promise;
  await worker.close();
};

const fromKafka = async (): Promise<void> => {
  const kafka = new Kafka({ brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: 'printers', retry: { retries: 0 } });
  await consumer.connect();
  await consumer.subscribe({ topic: QUEUE, fromBeginning: true });
  consumer.on(consumer.events.CRASH, finish);
  const eachMessage = async ({ message }: Pick<EachMessagePayload, 'message'>) => {
    await use(String(message.value));
    finish();
  };
  await consumer.run(
    process.env['BATCHES'] === 'true'
      ? {
          eachBatch: async ({ batch }) => {
            for (const message of batch.messages) await eachMessage({ message });
          },
        }
      : { eachMessage },
  );
  await all.promise;
  await consumer.disconnect();
};

await (process.env['QUEUE'] === 'kafkajs' ? fromKafka() : fromBullMq());
