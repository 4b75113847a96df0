import type { ReactElement } from 'react';
import type { Problem } from '../elements/poll.js';

/** Why something could not be done, told at once to those who do not see it. */
export function ProblemText({ problem }: { problem: Problem | undefined }): ReactElement | null {
  return problem === undefined ? null : (
    <p role="alert" className="problem">
      {problem.detail}
    </p>
  );
}
