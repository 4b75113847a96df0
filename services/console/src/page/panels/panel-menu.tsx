import { Dialog, DialogContent, DialogTitle, IconButton, Menu, MenuItem } from '@mui/material';
import type { PanelDefinition, QueryDefinition } from '@perses-dev/core';
import { useDataQueriesContext, type PanelPlugin } from '@perses-dev/plugin-system';
import { memo, useState, type ReactElement } from 'react';
import { answersOf } from './answers-of.js';
import { PanelLink } from './panel-link.js';

/** A panel and what can be done with it. */
export interface PanelMenuProps {
  readonly title: string;
  /** Its key in the dashboard. */
  readonly name: string;
  readonly definition: PanelDefinition;
  /** undefined until it is loaded. */
  readonly plugin: PanelPlugin | undefined;
  /** Whether it fills the page. */
  readonly fills: boolean;
  /** Has a panel fill the page, or none. */
  readonly onFill: (panel: string | undefined) => void;
}

/** What can be done with a panel. */
export const PanelMenu = memo(function PanelMenu({
  title,
  name,
  definition,
  plugin,
  fills,
  onFill,
}: PanelMenuProps): ReactElement {
  const [anchor, setAnchor] = useState<HTMLElement>();
  const [queriesShown, setQueriesShown] = useState(false);
  const close = (): void => setAnchor(undefined);
  const choose = (does: () => void) => (): void => {
    close();
    does();
  };
  return (
    <>
      <IconButton
        size="small"
        className="menu"
        aria-label={`Menu of ${title}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <span aria-hidden>⋮</span>
      </IconButton>
      {anchor && (
        <Menu open anchorEl={anchor} onClose={close}>
          <MenuItem onClick={choose(() => onFill(fills ? undefined : name))}>
            {fills ? 'Show all panels' : 'Fill the page'}
          </MenuItem>
          <MenuItem onClick={choose(() => setQueriesShown(true))}>Show the queries</MenuItem>
          {definition.spec.links?.map((link) => (
            <MenuItem key={link.url} component={PanelLink} link={link} />
          ))}
          <PluginActions definition={definition} plugin={plugin} />
        </Menu>
      )}
      {queriesShown && (
        <Dialog open fullWidth maxWidth="md" onClose={() => setQueriesShown(false)}>
          <DialogTitle>{`Queries of ${title}`}</DialogTitle>
          <DialogContent>
            {definition.spec.queries?.map((query, index) => (
              <pre key={index} className="panel-query" tabIndex={0}>
                {textOf(query)}
              </pre>
            ))}
          </DialogContent>
        </Dialog>
      )}
    </>
  );
});

/** A query as it is asked, before the variables are replaced. */
function textOf({ spec }: QueryDefinition): string {
  const asked = spec.plugin.spec as { readonly query?: unknown };
  return typeof asked.query === 'string' ? asked.query : JSON.stringify(asked, undefined, 2);
}

/** What the panels of a kind can do, such as save what they show as CSV. */
function PluginActions({
  definition,
  plugin,
}: Pick<PanelMenuProps, 'definition' | 'plugin'>): ReactElement {
  const { queryResults } = useDataQueriesContext();
  const { spec } = definition.spec.plugin;
  return (
    <>
      {plugin?.actions?.map(({ component: Action }, index) => (
        <li key={index} role="none">
          <Action spec={spec} definition={definition} queryResults={answersOf(queryResults)} />
        </li>
      ))}
    </>
  );
}
