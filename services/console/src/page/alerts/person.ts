import { useSyncExternalStore } from 'react';

const KEY = 'agent-vitals.person';
const listeners = new Set<() => void>();

/** Where the browser keeps nothing, the page does until it is left. */
let kept: string | undefined;

function read(): string {
  if (kept !== undefined) return kept;
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

/** Remembers in this browser who uses it. */
export function rememberPerson(name: string): void {
  kept = name;
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Storage is switched off: it is asked for again after a load.
  }
  for (const listener of listeners) listener();
}

const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** The name under which alerts are taken on from this browser; empty until it was given. */
export const usePerson = (): string => useSyncExternalStore(subscribe, read);
