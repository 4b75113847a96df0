import type { RecommendationsAnswer } from '@agent-vitals/health-score/report';
import type { ReactElement } from 'react';
import type { PollState } from '../elements/poll.js';
import { useFirst } from '../elements/use-first.js';
import { gainText } from './wording.js';

const number = (value: number): string =>
  value.toLocaleString('en', { maximumSignificantDigits: 4 });

/** Recommendations that are shown before a visitor asks for all. */
const FIRST = 4;

/** What to do, each with its gain, how sure that is, and what it rests on. */
export function Recommendations({
  poll: { answer, problem },
}: {
  poll: PollState<RecommendationsAnswer>;
}): ReactElement {
  const { shown, more } = useFirst(answer?.value.recommendations ?? [], FIRST);
  if (!answer) {
    return <p className="panel empty">{problem ? problem.detail : 'Looking for advice …'}</p>;
  }
  if (shown.length === 0) {
    return <p className="panel empty">There is nothing to recommend at present.</p>;
  }
  return (
    <>
      <ul className="advice panel" data-testid="recommendations">
        {shown.map(({ id, title, detail, gain, confidence, evidence, link }) => (
          <li key={id}>
            <h3>{title}</h3>
            <p className="advice-gain">
              {gain && <strong>{gainText(gain)}</strong>}
              <span className="muted">{confidence} confidence</span>
            </p>
            <p>{detail}</p>
            <p>
              <a href={link} aria-label={`Show the evidence: ${title}`}>
                Show the evidence
              </a>
            </p>
            <details>
              <summary>Query and figures</summary>
              <pre tabIndex={0}>
                <code>{evidence.query}</code>
              </pre>
              <dl className="figures">
                {Object.entries(evidence.values).map(([name, value]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>{number(value)}</dd>
                  </div>
                ))}
              </dl>
            </details>
          </li>
        ))}
      </ul>
      {more}
    </>
  );
}
