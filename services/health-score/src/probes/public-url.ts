/** A URL as it may be shown: without credentials, query and fragment, where secrets are kept. */
export function publicUrl(text: string): string {
  const url = new URL(text);
  return `${url.origin}${url.pathname}`;
}
