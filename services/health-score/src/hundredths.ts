/** A score to its hundredths: nothing of it is known more exactly. null stays null. */
export function hundredths<T extends number | null>(score: T): T {
  return (score === null ? null : Math.round(score * 100) / 100) as T;
}
