import type { ReactElement, ReactNode } from 'react';
import { useFirst } from '../elements/use-first.js';
import { FIGURES, type AlertFigures } from './figures.js';

/** Rows that are shown before a visitor asks for all. */
const FIRST = 15;

/** A row of figures under a heading. */
interface Row {
  readonly key: string;
  readonly heading: ReactNode;
  readonly figures: AlertFigures;
}

/**
 * Figures as a table. On a phone each row is a block, for which browsers would forget that it is
 * one of a table; so its roles are named.
 */
export function FiguresTable({
  of,
  rows,
  testId,
}: {
  /** What the rows are. */
  of: string;
  rows: readonly Row[];
  testId: string;
}): ReactElement {
  const { shown, more } = useFirst(rows, FIRST);
  return (
    <>
      <table className="panel blocks figures-table" role="table" data-testid={testId}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {of}
            </th>
            {FIGURES.map(({ title }) => (
              <th key={title} role="columnheader" scope="col" className="figure">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map(({ key, heading, figures }) => (
            <tr key={key} role="row">
              <th role="rowheader" scope="row">
                {heading}
              </th>
              {FIGURES.map(({ title, text }) => (
                <td key={title} role="cell" className="figure" data-title={title}>
                  {text(figures)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </>
  );
}
