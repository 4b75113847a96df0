import type { Trace } from '@perses-dev/tracing-gantt-chart-plugin/lib/TracingGanttChart/trace';
import { useCallback, useEffect, useState } from 'react';
import { askTrace } from './ask-trace.js';
import { watchTrace, type TraceState } from './watch-trace.js';

/** Resolves after some milliseconds; rejects as soon as a signal aborts. */
const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('no longer watched', 'AbortError'));
    });
  });

/** What is known of a trace, and how to look for it once more. */
export function useTrace(traceId: string): {
  readonly state: TraceState<Trace>;
  readonly again: () => void;
} {
  const [state, setState] = useState<TraceState<Trace>>({ status: 'asking' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const { signal, abort } = closable();
    setState({ status: 'asking' });
    watchTrace<Trace>({
      ask: () => askTrace(traceId),
      endOf: ({ endTimeUnixMs }) => endTimeUnixMs,
      tell: (next) => {
        if (!signal.aborted) setState(next);
      },
      now: Date.now,
      wait: (ms) => (signal.aborted ? Promise.reject(signal.reason) : sleep(ms, signal)),
    }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    return abort;
  }, [traceId, round]);
  return { state, again: useCallback(() => setRound((before) => before + 1), []) };
}

const closable = (): { readonly signal: AbortSignal; readonly abort: () => void } => {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
};
