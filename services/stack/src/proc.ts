import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** A process that cannot be mistaken for a later one with the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in clock ticks since boot; empty on a system without /proc. */
  readonly startTime: string;
}

/** Identifies a running process, or undefined when it has ended. */
export function identify(pid: number): ProcessIdentity | undefined {
  const stat = statOf(pid);
  if (stat !== undefined)
    return stat.state === 'Z' ? undefined : { pid, startTime: stat.startTime };
  return exists('self') || !signalReaches(pid) ? undefined : { pid, startTime: '' };
}

/** Whether exactly this process still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.startTime === identity.startTime;
}

/** Whether no thread of a process runs, as after SIGSTOP. */
export function isStopped(pid: number): boolean {
  return threadsOf(pid).every((thread) => 'TtZX'.includes(statOf(thread)?.state ?? 'X'));
}

/** Every process id that this machine shows; empty on a system without /proc. */
export function listPids(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** The environment that a process was started with, where this user may read it. */
export function environmentOf(pid: number): ReadonlySet<string> {
  return new Set(readProc(pid, 'environ')?.split('\0'));
}

/** The command line of a process, shortened for a message. */
export function commandLine(pid: number): string | undefined {
  const words = readProc(pid, 'cmdline')?.split('\0').filter(Boolean) ?? [];
  if (words.length === 0) return readProc(pid, 'comm')?.trim();
  const line = [basename(words[0] ?? ''), ...words.slice(1)].join(' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/**
 * Memory of a process and all that descend from it, in bytes: the proportional set size, which counts
 * a page that several share once, else the resident set size.
 */
export function memoryBytes(pid: number): number {
  return familyOf([pid]).reduce((total, member) => total + ownMemoryBytes(member), 0);
}

/** Processes and all that descend from them. */
export function familyOf(pids: readonly number[]): readonly number[] {
  const children = new Map<number, number[]>();
  for (const candidate of listPids()) {
    const parent = statOf(candidate)?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), candidate]);
  }
  const family = new Set(pids);
  for (const member of family) for (const child of children.get(member) ?? []) family.add(child);
  return [...family];
}

function ownMemoryBytes(pid: number): number {
  const kilobytes =
    /^Pss:\s+(\d+) kB/m.exec(readProc(pid, 'smaps_rollup') ?? '')?.[1] ??
    /^VmRSS:\s+(\d+) kB/m.exec(readProc(pid, 'status') ?? '')?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

/** The fields of /proc/PID/stat after the command, which itself may hold spaces and brackets. */
function statOf(
  pid: number | string,
): { state: string; parent: number; startTime: string } | undefined {
  const text = readProc(pid, 'stat');
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined) return undefined;
  return { state: fields[0] ?? '', parent: Number(fields[1]), startTime: fields[19] ?? '' };
}

function readProc(pid: number | string, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return undefined;
  }
}

/** What `statOf` takes for each thread. */
function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => `${pid}/task/${thread}`);
  } catch {
    return [];
  }
}

function exists(pid: string): boolean {
  return readProc(pid, 'stat') !== undefined;
}

function signalReaches(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
