import type { InferenceRequest, ResponseFacts } from '../inference/request.js';
import type { Fields } from './fields.js';

/** A method of an SDK that calls a model: where it is, and how to read what goes through it. */
export interface Endpoint {
  /** The class that holds the method, as a path from the exports of the module. */
  readonly class: readonly string[];
  readonly method: string;
  /**
   * Reads a call.
   *
   * @param parameters the first argument
   * @param resource the object whose method is called
   */
  readonly request: (parameters: Fields, resource: Fields) => InferenceRequest;
  /** The signal by which the application may abort a call, where no stream of the SDK has it. */
  readonly signal?: (parameters: Fields) => AbortSignal | undefined;
  /** Reads a whole response. */
  readonly response: (response: Fields) => ResponseFacts;
  /** Makes a reader of the events of one stream; absent where nothing is streamed. */
  readonly events?: () => (event: Fields) => ResponseFacts;
  /** True for the events of a stream that carry output, which are the chunks of the metrics. */
  readonly isOutput?: (event: Fields) => boolean;
}

/** The SDK of a provider, as data: everything that {@link createProviderInstrumentation} needs. */
export interface Provider {
  /** What `OTEL_NODE_DISABLED_INSTRUMENTATIONS` calls it. */
  readonly name: string;
  /** The npm package. */
  readonly module: string;
  /**
   * Files of the package through which the classes of its endpoints may be loaded without its main
   * module, as SDKs do that are built on it: `package/path/of/file.js`.
   */
  readonly files?: readonly string[];
  /** The versions whose inner parts are known, as ranges. */
  readonly versions: readonly string[];
  readonly endpoints: readonly Endpoint[];
  /** What else has to change in the module. Returns what undoes it. */
  readonly prepare?: (moduleExports: Fields) => () => void;
}
