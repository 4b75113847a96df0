import type { Environment } from './environment.js';
import type { PortVariable } from './port-table.js';
import type { Readiness } from './readiness.js';
import type { BinarySource } from './binaries/binary-source.js';

/** What a program's definition may refer to. */
export interface ProgramContext {
  /** The checkout. */
  readonly root: string;
  /** The program's own data folder; it exists. */
  readonly dataDir: string;
  /** The copy of the program's configuration folder that it is started with. */
  readonly configDir: string;
  /** The variables that all programs of the stack are given. */
  readonly env: Environment;
  /** The path of one of the program's commands, such as `promtool`. */
  readonly command: (name: string) => string;
}

/** A command to run. */
export interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
  /** Variables on top of those that all programs are given. */
  readonly env?: Readonly<Record<string, string>>;
}

/** One program of the stack, as data that the launcher walks over. */
export interface Program {
  /** As `vitals status` shows it. */
  readonly name: string;
  /** Part of the demo agent system, and left out without it. */
  readonly demo?: boolean;
  /** Programs that must be ready first, and that are stopped later. */
  readonly after: readonly string[];
  /** Where it is reached; a program without one listens nowhere. */
  readonly address?: { readonly port: PortVariable; readonly scheme: 'http' | 'tcp' };
  readonly readiness: (context: ProgramContext) => Readiness;
  /** How long it may take to become ready, in milliseconds; 60 s by default. */
  readonly readyWithinMs?: number;
  /** How long it may take to stop before it is killed, in milliseconds; 3 s by default. */
  readonly stopWithinMs?: number;
  readonly run: (context: ProgramContext) => CommandLine;
  readonly config?: ProgramConfig;
  /** What a backup takes of its data folder; a program without it keeps nothing that one would. */
  readonly backup?: BackupRules;
  /** Where its commands come from; a program without one is part of this checkout and runs on Node. */
  readonly binaries?: BinarySource;
  /** The workspace that a program of this checkout belongs to, such as `services/console`. */
  readonly workspace?: string;
}

/**
 * How the files of a program's data folder are backed up, by what the program does with them. Each
 * pattern is matched with the path in that folder, with `/` at the end of a folder's. A file that none
 * matches is written once, or appended to, or replaced by another as a whole.
 */
export interface BackupRules {
  /** Made anew at the next start, or of no use to another process. */
  readonly leaveOut?: RegExp;
  /** Written in place, so it is copied while the program stands still. */
  readonly rewritten?: RegExp;
  /** Longer than what has been written to it: zeros at its end are left out. */
  readonly preallocated?: RegExp;
  /** A folder whose files are written once, and kept long after nothing needs them: read when the program goes on. */
  readonly afterwards?: string;
  /** What it keeps in memory and writes to these files every few seconds, which a backup waits for. */
  readonly writtenEveryFewSeconds?: readonly string[];
}

/** The configuration of a program: a folder of the checkout. */
export interface ProgramConfig {
  /** The folder, such as `prometheus`. */
  readonly folder: string;
  /** The files and folders in it that the program reads. */
  readonly include: readonly string[];
  /** Whether the launcher replaces `${env:NAME}`, for programs that cannot do it themselves. */
  readonly expand: boolean;
  /** The program's own check of its configuration. */
  readonly check: (context: ProgramContext) => CommandLine;
}
