import type { ReactElement } from 'react';
import { Notice } from '../elements/notice.js';
import type { PollState } from '../elements/poll.js';
import { formatSeconds, formatTime } from '../elements/time.js';

/** Answers older than this are said to be, in seconds: six evaluations. */
const OLD_SECONDS = 60;

/** When what is shown was measured, as the health score tells it. */
interface Evaluation {
  readonly evaluatedAt: string;
  readonly ageSeconds: number;
  readonly stale: boolean;
}

/** How old an answer is now: its age when it came, and the time since. */
function ageOf({ answer }: PollState<Evaluation>, now: number): number {
  return answer ? answer.value.ageSeconds + (now - answer.at) / 1000 : 0;
}

/** Says that there is no answer, or that what is shown is old, and why; nothing when all is well. */
export function FreshnessNotice({
  poll,
  now,
}: {
  poll: PollState<Evaluation>;
  now: number;
}): ReactElement | null {
  const { answer, problem } = poll;
  if (problem && !answer) return <Notice title={problem.title}>{problem.detail}</Notice>;
  if (!answer) return null;
  const age = ageOf(poll, now);
  const since = `${formatTime(Date.parse(answer.value.evaluatedAt))}, ${formatSeconds(Math.round(age))} ago`;
  if (problem) {
    return (
      <Notice title={`${problem.title}: this is how it was at ${since}`}>{problem.detail}</Notice>
    );
  }
  if (answer.value.stale) {
    return (
      <Notice title={`These figures are old: from ${since}`}>
        The health score cannot reach Prometheus, so it repeats its last report. "vitals status"
        tells whether Prometheus runs, "vitals logs health-score" what is wrong.
      </Notice>
    );
  }
  if (age < OLD_SECONDS) return null;
  return (
    <Notice title={`These figures are old: from ${since}`}>
      The health score answers but has not evaluated since. "vitals logs health-score" tells why.
    </Notice>
  );
}

/** When what is shown was evaluated, and when it will be renewed. */
export function Updated({ poll }: { poll: PollState<Evaluation> }): ReactElement | null {
  if (!poll.answer) return null;
  const { evaluatedAt } = poll.answer.value;
  return (
    <p className="updated">
      Updated <time dateTime={evaluatedAt}>{formatTime(Date.parse(evaluatedAt))}</time>, renewed
      every 10 s
    </p>
  );
}
