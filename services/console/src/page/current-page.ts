/** Tells which of the bar's links leads to this page: it is written before the address is known. */
export function markCurrentPage(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.bar li a')) {
    const { pathname } = new URL(link.href);
    const below = pathname === '/' ? '/health/' : `${pathname}/`;
    const here = pathname === location.pathname || location.pathname.startsWith(below);
    if (here) link.setAttribute('aria-current', 'page');
  }
}
