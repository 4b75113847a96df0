import type { ChildProcess } from 'node:child_process';

/**
 * The port that a service says in its log that it listens on. Reads on afterwards: a log that
 * nobody reads would stop the service.
 * @throws {Error} it ended before, with the end of its log
 */
export function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let words = '';
    child.stdout?.on('data', (text: Buffer) => {
      words = `${words}${text.toString()}`.slice(-4000);
      const port = /"port":(\d+)\},"msg":"listening"/.exec(words)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('exit', (code) => {
      reject(new Error(`the service ended with ${code} before it listened:\n${words}`));
    });
  });
}
