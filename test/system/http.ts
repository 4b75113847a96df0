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

/**
 * Sends JSON to a server of the system.
 * @throws {Error} any status but 2xx, with the body that came with it
 */
export async function postJson(base: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(new URL(path, base), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}
