/**
 * Reads JSON from a server of the system.
 * @throws {Error} any status but 2xx, with the body that came with it
 */
export async function getJson<T>(
  base: string,
  path: string,
  parameters: Record<string, string> = {},
): Promise<T> {
  const url = new URL(path, base);
  url.search = new URLSearchParams(parameters).toString();
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  const body = await response.text();
  if (!response.ok) throw new Error(`${url.href}: ${response.status} ${body}`);
  return JSON.parse(body) as T;
}
