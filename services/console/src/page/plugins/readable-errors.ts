/** The detail of an answer in problem details (RFC 9457), or undefined when it is none. */
export function detailOf(text: string): string | undefined {
  try {
    const problem: unknown = JSON.parse(text);
    if (typeof problem === 'object' && problem !== null && 'detail' in problem) {
      return String(problem.detail);
    }
  } catch {
    // Not JSON: the message is already for people.
  }
  return undefined;
}

/**
 * A query plugin whose errors say what the console's server said. Perses shows the body of an
 * answer that failed as it is, and that is JSON.
 */
export function withReadableErrors<Method extends string, Plugin extends Record<Method, unknown>>(
  plugin: Plugin,
  method: Method,
): Plugin {
  const ask = plugin[method] as (...args: unknown[]) => Promise<unknown>;
  return {
    ...plugin,
    [method]: async (...args: unknown[]) => {
      try {
        return await ask(...args);
      } catch (cause) {
        const detail = cause instanceof Error ? detailOf(cause.message) : undefined;
        throw detail === undefined ? cause : new Error(detail, { cause });
      }
    },
  };
}
