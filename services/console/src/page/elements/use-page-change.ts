import { useEffect, useRef } from 'react';
import { markCurrentPage } from '../current-page.js';

/**
 * Does what a load would have done when the address changes without one: the bar shows the page,
 * and a visitor who does not see it goes on reading at its heading.
 */
export function usePageChange(address: unknown): void {
  const shown = useRef(address);
  useEffect(() => {
    markCurrentPage();
    if (shown.current === address) return;
    shown.current = address;
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [address]);
}
