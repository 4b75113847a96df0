import { useEffect, type ReactElement, type ReactNode } from 'react';

/** The heading of a page, the pages above it, and what is said beside it. */
export function PageHeader({
  title,
  windowTitle = title,
  parents = [],
  children,
}: {
  title: string;
  /** What the browser's tab says. Default: the title. */
  windowTitle?: string;
  /** The pages above this one, the first page first. */
  parents?: readonly { readonly title: string; readonly path: string }[];
  children?: ReactNode;
}): ReactElement {
  useEffect(() => {
    document.title = `${windowTitle} · agent-vitals`;
  }, [windowTitle]);
  return (
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
      {children}
    </header>
  );
}
