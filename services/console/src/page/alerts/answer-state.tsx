import type { ReactElement } from 'react';
import { Notice } from '../elements/notice.js';
import type { PollState } from '../elements/poll.js';
import { formatTime } from '../elements/time.js';

/** When what is shown was answered, and when it will be renewed. */
export function Updated({ poll: { answer } }: { poll: PollState<unknown> }): ReactElement | null {
  return answer === undefined ? null : (
    <p className="updated">Updated {formatTime(answer.at)}, renewed every 10 s</p>
  );
}

/** Says that there is no answer yet, or why there is none; nothing when all is well. */
export function AnswerState({
  poll: { answer, problem },
}: {
  poll: PollState<unknown>;
}): ReactElement | null {
  if (problem) {
    const since = answer ? `: this is how it was at ${formatTime(answer.at)}` : '';
    return <Notice title={`${problem.title}${since}`}>{problem.detail}</Notice>;
  }
  return answer ? null : <p role="status">Asking the alert history …</p>;
}
