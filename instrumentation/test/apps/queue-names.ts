/** The queue between the producer and the consumer. */
export const QUEUE = 'jobs';

/** What is asked of the consumer, in turn; it cannot do the last. */
export const TASKS = ['review', 'print', 'fly'] as const;

/** The port of the server that holds the queue. */
export const port = Number(process.env['QUEUE_PORT']);
