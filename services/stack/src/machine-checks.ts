import { readFileSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { dirname } from 'node:path';

const gibibyte = 2 ** 30;

/** What the stack needs of the machine, in bytes. */
export const needs = {
  /** Free disk for the data of a first day with some reserve; what 90 days take depends on the load. */
  dataDisk: 2 * gibibyte,
  /** Free disk for a build of all programs: 6 GB of Go's build cache, sources, and the modules. */
  buildDisk: 9 * gibibyte,
  /** Memory that can be had without swapping: the stack with the demo at rest, and some reserve. */
  memory: 1.5 * gibibyte,
  /** As above; linking the largest program takes this much. */
  buildMemory: 3 * gibibyte,
} as const;

/**
 * Says what a folder's disk lacks.
 * @param what what the space is for, for the message
 * @returns undefined when there is enough
 */
export function lackOfDisk(folder: string, bytes: number, what: string): string | undefined {
  const free = freeDiskBytes(folder);
  if (free >= bytes) return undefined;
  return `${folder} has ${gib(free)} of free disk; ${what} needs ${gib(bytes)}.`;
}

/** Says how much memory is missing; undefined when there is enough. */
export function lackOfMemory(bytes: number, what: string): string | undefined {
  const available = availableMemoryBytes();
  if (available >= bytes) return undefined;
  return `${gib(available)} of memory is available; ${what} needs ${gib(bytes)}. Close other programs.`;
}

/** Free disk of the folder, or of where it will be made. */
export function freeDiskBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch (error) {
    const parent = dirname(folder);
    if (parent === folder) throw error;
    return freeDiskBytes(parent);
  }
}

/** Memory that can be had without swapping; what caches hold counts as available. */
export function availableMemoryBytes(): number {
  try {
    const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
    return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024;
  } catch {
    return freemem();
  }
}

/** Bytes in GiB, for people. */
export function gib(bytes: number): string {
  return `${(bytes / gibibyte).toFixed(1)} GiB`;
}
