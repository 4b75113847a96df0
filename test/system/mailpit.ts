import { getJson } from './http.js';

/** A mail that arrived. */
export interface Mail {
  readonly ID: string;
  readonly Subject: string;
  readonly Created: string;
  readonly To: { Address: string }[];
  readonly Text: string;
  readonly HTML: string;
}

/** The mails whose subject holds a text, oldest first. */
export async function mails(mailpitUrl: string, subject: string): Promise<Mail[]> {
  const list = await getJson<{ messages: { ID: string }[] }>(mailpitUrl, '/api/v1/search', {
    query: `subject:"${subject}"`,
  });
  const found = await Promise.all(
    list.messages.map(({ ID }) => getJson<Mail>(mailpitUrl, `/api/v1/message/${ID}`)),
  );
  return found.sort((a, b) => a.Created.localeCompare(b.Created));
}

/** Empties the mailbox. */
export async function deleteMails(mailpitUrl: string): Promise<void> {
  const response = await fetch(new URL('/api/v1/messages', mailpitUrl), { method: 'DELETE' });
  if (!response.ok) throw new Error(`DELETE /api/v1/messages: ${response.status}`);
}
