import { runFile, type RunFile } from '../run-file.js';

/** That the stack of a data folder was started in containers, for the commands that ask later. */
export interface ComposeRecord {
  readonly demo: boolean;
}

/** Left for as long as the stack of a folder runs in containers. */
export const composeRecord: RunFile<ComposeRecord> = runFile<ComposeRecord>('compose.json');
