import { Box } from '@mui/material';
import { TimeRangeControls, useTimeRange } from '@perses-dev/plugin-system';
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';

const RANGE = '[role="combobox"][aria-label*="time range" i]';
const CHOOSING = new Set(['Enter', ' ']);
const OPENING = new Set([...CHOOSING, 'ArrowDown', 'ArrowUp']);

/** What a click would have to be on to do what this key does in other lists. */
function clickFor({ key, target }: KeyboardEvent, range: HTMLElement): HTMLElement | undefined {
  if (!(target instanceof HTMLElement)) return undefined;
  if (range.getAttribute('aria-expanded') !== 'true') {
    return target === range && OPENING.has(key) ? range : undefined;
  }
  if (key === 'Escape') return range;
  return CHOOSING.has(key) && target.role === 'option' ? target : undefined;
}

/**
 * Perses' controls of time, for everybody: its list of time ranges opens and closes on clicks
 * alone, and tells a screen reader that it is set to "[object Object]".
 */
export function TimeControls(): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const { timeRange } = useTimeRange();
  useEffect(() => {
    const range = box.current?.querySelector(RANGE);
    range?.setAttribute('aria-label', `Time range: ${range.textContent}`);
  }, [timeRange]);
  // Also what is pressed in the list passes here, though it is elsewhere in the document.
  const press = (event: KeyboardEvent): void => {
    const range = box.current?.querySelector<HTMLElement>(RANGE);
    if (!range) return;
    const clicked = clickFor(event, range);
    if (clicked === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    clicked.click();
  };
  return (
    <Box ref={box} onKeyDownCapture={press}>
      <TimeRangeControls />
    </Box>
  );
}
