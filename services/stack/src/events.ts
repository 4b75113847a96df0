/** What a stack tells while it starts, runs and stops. */
export type StackEvent =
  | { readonly type: 'note'; readonly text: string }
  | {
      readonly type: 'building';
      readonly name: string;
      readonly version: string;
      readonly step: string;
      readonly detail: string;
      readonly elapsedSeconds: number;
      /** Until all programs are built. */
      readonly remainingSeconds: number;
      /** The programs that are still to come. */
      readonly queue: readonly string[];
    }
  | {
      readonly type: 'built';
      readonly name: string;
      readonly version: string;
      readonly seconds: number;
    }
  | { readonly type: 'starting'; readonly name: string }
  | { readonly type: 'ready'; readonly name: string; readonly seconds: number }
  | {
      readonly type: 'died';
      readonly name: string;
      /** How it ended, such as `exit code 1` or `SIGKILL`. */
      readonly reason: string;
      readonly restartInMs: number;
    }
  | { readonly type: 'restarted'; readonly name: string; readonly seconds: number }
  | { readonly type: 'stopping' }
  | { readonly type: 'stopped'; readonly name: string; readonly killed: boolean };
