import { useEffect, type ReactElement } from 'react';
import { FreshnessNotice, Updated } from './notice.js';
import type { PollState } from './poll.js';

/** The heading of a page, when it was updated, and what is wrong with that. */
export function PageHead({
  title,
  parents = [],
  poll,
  now,
}: {
  title: string;
  /** The pages above this one, the first page first. */
  parents?: readonly { readonly title: string; readonly path: string }[];
  poll: PollState<{ evaluatedAt: string; ageSeconds: number; stale: boolean }>;
  now: number;
}): ReactElement {
  useEffect(() => {
    document.title = `${title} · agent-vitals`;
  }, [title]);
  return (
    <>
      <header className="page-head">
        {parents.length > 0 && (
          <nav aria-label="Breadcrumb">
            <ol className="breadcrumb">
              {parents.map(({ title: parent, path }) => (
                <li key={path}>
                  <a href={path}>{parent}</a>
                </li>
              ))}
            </ol>
          </nav>
        )}
        <h1 tabIndex={-1}>{title}</h1>
        <Updated poll={poll} />
      </header>
      <FreshnessNotice poll={poll} now={now} />
      {!poll.answer && !poll.problem && <p role="status">Asking for the health …</p>}
    </>
  );
}
