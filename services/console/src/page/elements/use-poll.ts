import { useSyncExternalStore } from 'react';
import { createPoll, type Poll, type PollState } from './poll.js';

const polls = new Map<Question, Poll<unknown>>();

/** An address, or what gives it; the same question is asked once, however many show its answer. */
type Question = string | (() => string);

/** Asks everything that is shown anew, as after a change. */
export function refreshPolls(): void {
  for (const poll of polls.values()) poll.refresh();
}

// A hidden page asks nothing for minutes in some browsers: it catches up as soon as it is seen.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') refreshPolls();
});

/**
 * What an address answers, asked again and again while it is shown. The last answer is kept for
 * when the visitor comes back.
 */
export function usePoll<T>(url: Question, everyMs = 10_000): PollState<T> {
  let poll = polls.get(url) as Poll<T> | undefined;
  if (poll === undefined) {
    poll = createPoll<T>({
      url,
      everyMs,
      timeoutMs: 15_000,
      fetch: (asked, init) => fetch(asked, init),
      now: Date.now,
    });
    polls.set(url, poll);
  }
  return useSyncExternalStore(poll.subscribe, poll.state);
}
