import { getJson } from './http.js';

/** A mail that arrived. */
export interface Mail {
  readonly ID: string;
  readonly Subject: string;
  /** When it arrived, ISO time in UTC with milliseconds. */
  readonly Created: string;
  readonly To: { Address: string }[];
  readonly Text: string;
  readonly HTML: string;
}

/** The mails whose subject holds a text, oldest first. */
export async function mails(mailpitUrl: string, subject: string): Promise<Mail[]> {
  const list = await getJson<{ messages: { ID: string; Created: string }[] }>(
    mailpitUrl,
    '/api/v1/search',
    { query: `subject:"${subject}"` },
  );
  // Only the list says when a mail arrived, only the mail itself what it says.
  const found = await Promise.all(
    list.messages.map(async ({ ID, Created }) => ({
      ...(await getJson<Mail>(mailpitUrl, `/api/v1/message/${ID}`)),
      Created,
    })),
  );
  return found.sort((a, b) => a.Created.localeCompare(b.Created));
}
