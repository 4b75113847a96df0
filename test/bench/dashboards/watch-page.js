// Runs in the page. It is busy while a request is under way, while a panel shows that it loads, while
// the document changes, and while a task keeps it from drawing: that is how charts are drawn.
{
  let open = 0;
  let begun = 0;
  let busyUntil = 0;
  const busy = () => {
    busyUntil = performance.now();
  };

  const original = globalThis.fetch;
  globalThis.fetch = async (...args) => {
    open += 1;
    try {
      return await original(...args);
    } finally {
      open -= 1;
      busy();
    }
  };
  new MutationObserver(busy).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
  });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      busyUntil = Math.max(busyUntil, startTime + duration);
    }
  }).observe({ type: 'longtask' });
  document.addEventListener('click', () => (begun = performance.now()), { capture: true });

  // The page's clock, which can be behind: then time passes without anybody waiting for it.
  let behindMs = 0;
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...args) {
      super(...(args.length === 0 ? [RealDate.now() - behindMs] : args));
    }
    static now() {
      return RealDate.now() - behindMs;
    }
  };

  /** Sets the page's clock back, or on with less than zero. */
  globalThis.setBack = (ms) => {
    behindMs += ms;
  };

  /**
   * What goes on now; times in milliseconds since the page was asked for. Whether a panel shows that it
   * loads is looked at here, not in each frame, which would make the browser draw frames of its own.
   */
  globalThis.activity = () => {
    if (document.querySelector('main .MuiSkeleton-root, main [role=progressbar]')) busy();
    return { open, begun, busyUntil, now: performance.now() };
  };
}
