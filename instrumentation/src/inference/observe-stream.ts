import { guard } from '../guard.js';
import { cancelled } from './cancelled.js';
import type { InferenceRecorder } from './recorder.js';

/** How a stream of chunks tells a recorder about itself. */
export interface StreamObserver<Chunk> {
  readonly recorder: InferenceRecorder;
  /** Reads a chunk into the recorder. */
  readonly read: (chunk: Chunk) => void;
  /** True when the application aborted the request: the SDK ends such a stream without an error. */
  readonly aborted: () => boolean;
}

/**
 * An iterator that passes on each chunk, error and return of `source` as they are, and tells the
 * recorder. Left early, it fails the call as cancelled.
 */
export function observeStream<Chunk>(
  source: AsyncIterator<Chunk>,
  observer: StreamObserver<Chunk>,
): AsyncIterableIterator<Chunk> {
  const { recorder } = observer;

  const see = (result: IteratorResult<Chunk>): IteratorResult<Chunk> => {
    if (result.done !== true) {
      guard('reading a chunk', () => observer.read(result.value));
    } else if (observer.aborted()) {
      recorder.fail(cancelled('The request was aborted'));
    } else {
      recorder.end();
    }
    return result;
  };

  const failed = (error: unknown): never => {
    recorder.fail(error);
    throw error;
  };

  return {
    next: (...args) => source.next(...args).then(see, failed),
    async return(value) {
      recorder.fail(cancelled('The stream was left before its end'));
      return source.return?.(value) ?? { done: true, value };
    },
    async throw(error) {
      recorder.fail(error);
      if (source.throw === undefined) throw error;
      return source.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
