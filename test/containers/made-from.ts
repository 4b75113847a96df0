import { command } from './command.js';

/** The label of an image that was made here: what it was made from. */
const LABEL = 'agent-vitals.made-from';

/** What makes `docker build` write it down. */
export const madeFrom = (source: string): readonly string[] => ['--label', `${LABEL}=${source}`];

/** Whether the image is there, made from the same: it need not be made again. */
export async function isMadeFrom(
  image: string,
  source: string,
  env: Readonly<Record<string, string>>,
): Promise<boolean> {
  const format = `{{index .Config.Labels "${LABEL}"}}`;
  const inspect = ['docker', 'image', 'inspect', `--format=${format}`, image];
  const label = await command(inspect, { env }).catch(() => '');
  return label.trim() === source;
}
