/** Whether a text is the id of a trace; older systems leave out zeros at its beginning. */
export const isTraceId = (text: string): boolean => /^[0-9a-f]{1,32}$/i.test(text);

/** The page of a trace, at one of its spans if that is known. */
export const traceAddress = (traceId: string, spanId?: string): string =>
  `/traces/${traceId}${spanId === undefined ? '' : `?span=${spanId}`}`;

/** The id in what somebody pastes, such as a header `traceparent`, or undefined. */
export function traceIdIn(text: string): string | undefined {
  const [whole] = /\b[0-9a-f]{32}\b/i.exec(text) ?? [];
  const id = whole ?? text.trim();
  return isTraceId(id) ? id.toLowerCase() : undefined;
}
