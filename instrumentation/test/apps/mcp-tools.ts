/** What the servers of the tests offer, whichever version of the SDK they are made with. */

interface ToolResult {
  [key: string]: unknown;
  content: { type: 'text'; text: string }[];
  isError?: boolean;
}

const said = (text: string): ToolResult => ({ content: [{ type: 'text', text }] });

/** Settles only when the caller gives the call up. */
const untilAborted = (signal: AbortSignal): Promise<ToolResult> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(said('too late')), { once: true });
  });

/** The tools, by name; `slow` waits for its caller to give up, `die` takes the server with it. */
export const TOOLS: Readonly<Record<string, (signal: AbortSignal) => Promise<ToolResult>>> = {
  look_up: async () => said('Notes about tides'),
  refuse: async () => ({ ...said('not today'), isError: true }),
  slow: untilAborted,
  die: async () => process.exit(1),
};

export const PROMPT = async () => ({
  messages: [{ role: 'user' as const, content: { type: 'text' as const, text: 'Summarise' } }],
});

export const RESOURCE = async (uri: URL) => ({ contents: [{ uri: uri.href, text: 'tides' }] });

export const INFO = { name: 'library', version: '1.0.0' };
