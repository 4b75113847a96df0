/** Aborts when this process is told to end. */
export function givenUp(): AbortSignal {
  const giveUp = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => giveUp.abort());
  }
  return giveUp.signal;
}
