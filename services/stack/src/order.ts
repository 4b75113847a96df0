import type { Program } from './program.js';

/**
 * Orders programs by what they wait for: those of one level need only those of the levels before.
 * A name that is not among the programs is taken as there: the demo may be left out.
 */
export function levels(programs: readonly Program[]): readonly (readonly Program[])[] {
  const waiting = new Map(programs.map((program) => [program.name, program]));
  const result: Program[][] = [];
  while (waiting.size > 0) {
    const level = [...waiting.values()].filter(({ after }) =>
      after.every((name) => !waiting.has(name)),
    );
    if (level.length === 0) {
      throw new Error(`These programs wait for each other: ${[...waiting.keys()].join(', ')}`);
    }
    for (const { name } of level) waiting.delete(name);
    result.push(level);
  }
  return result;
}

/** How long a program may take to stop before it is killed, in milliseconds. */
export function stopWithinMs(program: Program): number {
  return program.stopWithinMs ?? 3_000;
}
