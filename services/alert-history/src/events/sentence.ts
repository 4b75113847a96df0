import type { StoryEvent, StoryKind } from './story-event.js';

type Detail = StoryEvent['detail'];

const by = (detail: Detail): string => (detail['by'] ? ` by ${detail['by']}` : '');
const because = (text: string | undefined): string => (text ? `: ${text}` : '');

const SENTENCES: Readonly<Record<StoryKind, (detail: Detail) => string>> = {
  fired: () => 'fired',
  notified: ({ receiver, channel }) => `told ${receiver} by ${channel}`,
  'notified-resolved': ({ receiver, channel }) => `told ${receiver} by ${channel} that it is over`,
  inhibited: ({ rule }) =>
    `muted, because it follows from another alert${rule ? ` (${rule})` : ''}`,
  acknowledged: (detail) => `acknowledged${by(detail)}${because(detail['comment'])}`,
  unacknowledged: (detail) => `acknowledgement ended${by(detail)}${because(detail['reason'])}`,
  resolved: () => 'resolved',
};

/** What happened, for a person to read: `acknowledged by ann: looking into it`. */
export function sentenceOf({ kind, detail }: Pick<StoryEvent, 'kind' | 'detail'>): string {
  return SENTENCES[kind](detail);
}
