import { guard } from '../guard.js';
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
 * Lets the recorder see what goes through an iterator that was made for one reader. It stays the
 * object that it is, and each chunk, error and return passes as it came.
 */
export function observeStream<Chunk>(
  source: AsyncIterator<Chunk>,
  observer: StreamObserver<Chunk>,
): AsyncIterator<Chunk> {
  const { recorder } = observer;
  const next = source.next.bind(source);
  const leave = source.return?.bind(source);
  const raise = source.throw?.bind(source);

  const see = (result: IteratorResult<Chunk>): IteratorResult<Chunk> => {
    if (result.done !== true) {
      guard('reading a chunk', () => observer.read(result.value));
    } else if (observer.aborted()) {
      recorder.abandon('The request was aborted');
    } else {
      recorder.end();
    }
    return result;
  };

  const failed = (error: unknown): never => {
    recorder.fail(error);
    throw error;
  };

  source.next = (...args) => next(...args).then(see, failed);
  if (leave !== undefined) {
    source.return = (value) => {
      recorder.abandon('The stream was left before its end');
      return leave(value);
    };
  }
  if (raise !== undefined) {
    source.throw = (error) => {
      recorder.fail(error);
      return raise(error);
    };
  }
  return source;
}
