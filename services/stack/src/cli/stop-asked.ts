/** A signal that arrives again this soon is the same one, passed on by npm or a shell, in milliseconds. */
const sameSignalMs = 1_000;

/** Resolves at the first signal to stop; a later one is said to change nothing. */
export function stopAsked(): Promise<'stop'> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      const now = performance.now();
      if (first === undefined) {
        first = now;
        resolve('stop');
      } else if (now - first > sameSignalMs && signal === 'SIGINT') {
        process.stdout.write('Still stopping; every program has a few seconds to finish.\n');
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}
