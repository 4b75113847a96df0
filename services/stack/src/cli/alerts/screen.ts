/** Goes to the top left corner; lines are cut at the edge while they are drawn. */
const BEGIN = '\u001B[?7l\u001B[H';
/** Wipes what is left of a line, and of the screen. */
const WIPE_LINE = '\u001B[K';
const END = '\u001B[J\u001B[?7h';

/**
 * Draws a screen over the one before, without wiping it first: it would flicker. What was in the
 * terminal before can still be scrolled back to.
 * @param rows of the terminal; what does not fit is counted in the last one
 */
export function drawScreen(lines: readonly string[], rows: number): string {
  const room = Math.max(1, rows - 1);
  const fits = lines.length <= room;
  const shown = fits
    ? lines
    : [...lines.slice(0, room - 1), `… and ${lines.length - room + 1} more lines`];
  return `${BEGIN}${shown.map((line) => `${line}${WIPE_LINE}\n`).join('')}${END}`;
}
