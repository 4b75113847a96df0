import type { ReactElement, ReactNode } from 'react';

/** Something that the visitor must know before reading on. */
export function Notice({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <div className="notice">
      <strong>
        <span aria-hidden="true">⚠ </span>
        {title}
      </strong>
      <p>{children}</p>
    </div>
  );
}
