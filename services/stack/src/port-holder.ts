import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { commandLine, listPids } from './proc.js';

const listening = '0A';

/** Names the process that listens on a TCP port of this machine, as a person would look for it. */
export function describeHolder(port: number): string {
  const pid = holderOf(port);
  if (pid === undefined) return 'a process of another user';
  return `${commandLine(pid) ?? 'a process'} (pid ${pid})`;
}

/** The process that listens on a TCP port, as far as this user may see it. */
function holderOf(port: number): number | undefined {
  const inodes = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeners(table, port)),
  );
  if (inodes.size === 0) return undefined;
  return listPids().find((pid) => socketsOf(pid).some((inode) => inodes.has(inode)));
}

/** The socket inodes that listen on the port; see proc_net_tcp(5) for the columns. */
function listeners(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return read(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(suffix) && columns[3] === listening)
    .map((columns) => columns[9] ?? '');
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${fd}`))?.[1];
      return inode === undefined ? [] : [inode];
    });
  } catch {
    return []; // Another user's process, or one that has just ended.
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
