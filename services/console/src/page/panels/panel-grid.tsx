import type { DashboardResource, PanelDefinition } from '@perses-dev/core';
import { useEffect, useState, type CSSProperties, type ReactElement } from 'react';
import { PanelFrame } from './panel-frame.js';

type Layout = DashboardResource['spec']['layouts'][number];
type Item = Layout['spec']['items'][number];

const panelOf = ({ content }: Item): string => content.$ref.split('/').at(-1)!;

/** Columns, and rows of 30 pixels, as dashboards count them; the style sheet makes lengths of them. */
const place = ({ x, y, width, height }: Item): CSSProperties =>
  ({ '--x': x + 1, '--y': y + 1, '--width': width, '--height': height }) as CSSProperties;

/**
 * The panels of a dashboard in rows that can be closed. One of them can fill the page, until Escape
 * is pressed. Perses' own grid is made for editing: its heads were half of the work of a refresh.
 */
export function PanelGrid({ spec }: { spec: DashboardResource['spec'] }): ReactElement {
  const [filling, setFilling] = useState<string>();
  useEffect(() => {
    if (filling === undefined) return undefined;
    const leave = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') setFilling(undefined);
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [filling]);
  return (
    <>
      {spec.layouts.map((layout, index) => (
        <PanelRow
          key={index}
          layout={layout}
          panels={spec.panels}
          filling={filling}
          onFill={setFilling}
        />
      ))}
    </>
  );
}

interface PanelRowProps {
  readonly layout: Layout;
  readonly panels: Readonly<Record<string, PanelDefinition>>;
  /** The panel that fills the page. */
  readonly filling: string | undefined;
  readonly onFill: (panel: string | undefined) => void;
}

function PanelRow({ layout, panels, filling, onFill }: PanelRowProps): ReactElement {
  const { display, items } = layout.spec;
  const [open, setOpen] = useState(display?.collapse?.open ?? true);
  const shown = (panel: string): boolean => filling === undefined || filling === panel;
  const isOpen = open || items.some((item) => panelOf(item) === filling);
  return (
    <section className="panel-row" hidden={!items.some((item) => shown(panelOf(item)))}>
      {display?.title !== undefined && (
        <h2>
          <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!open)}>
            {display.title}
          </button>
        </h2>
      )}
      {isOpen && (
        <div className="panel-grid">
          {items.map((item) => {
            const name = panelOf(item);
            return (
              <div key={name} className="panel-place" style={place(item)} hidden={!shown(name)}>
                <PanelFrame
                  name={name}
                  definition={panels[name]!}
                  fills={filling === name}
                  onFill={onFill}
                />
              </div>
            );
          })}
        </div>
      )}
    </section>
  );
}
