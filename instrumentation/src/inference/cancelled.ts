/** What a call fails with that the application itself broke off: by abort, or by leaving a stream. */
export function cancelled(reason: string): Error {
  return Object.assign(new Error(reason), { name: 'AbortError' });
}
