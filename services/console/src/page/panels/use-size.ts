import { useLayoutEffect, useState, type RefObject } from 'react';

/** Pixels of an element without its padding and border. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of an element, as it changes while it is shown; undefined until it is known. */
export function useSize(element: RefObject<Element | null>): Size | undefined {
  const [size, setSize] = useState<Size>();
  useLayoutEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.round(entry!.contentRect.width);
      const height = Math.round(entry!.contentRect.height);
      // It is hidden.
      if (width === 0) return;
      setSize((former) =>
        former?.width === width && former.height === height ? former : { width, height },
      );
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
