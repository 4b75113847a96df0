import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { FreshnessNotice, Updated } from './notice.js';
import type { PollState } from './poll.js';

/**
 * The heading of a page, when it was updated, and what is wrong with that. After a click that led
 * here the heading has the focus, as it would after a load.
 */
export function PageHead({
  title,
  parents = [],
  poll,
  now,
  children,
}: {
  title: string;
  /** The pages above this one, the first page first. */
  parents?: readonly { readonly title: string; readonly path: string }[];
  poll: PollState<{ evaluatedAt: string; ageSeconds: number; stale: boolean }>;
  now: number;
  children?: ReactNode;
}): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const first = document.title === '' || document.activeElement === document.body;
    document.title = `${title} · agent-vitals`;
    if (!first) heading.current?.focus({ preventScroll: true });
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
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {children}
        <Updated poll={poll} />
      </header>
      <FreshnessNotice poll={poll} now={now} />
      {!poll.answer && !poll.problem && <p role="status">Asking for the health …</p>}
    </>
  );
}
