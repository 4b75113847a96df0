/**
 * Whether labels are those of an alert that fires all the time to show that alerts arrive: by
 * custom it has the severity `none`. Nobody is to do anything about it.
 */
export function isHeartbeat(labels: Readonly<Record<string, string>> | undefined): boolean {
  return labels?.['severity'] === 'none';
}
