import { ATTR, EVENT, REPORT_ATTR, REPORT_EVENT } from '@agent-vitals/instrumentation/semconv';
import { SeverityNumber, type Attributes, type LogRecord } from '@opentelemetry/api';
import type { Fact, NamedFact } from '../fact.js';
import { attributesOf } from './attributes.js';

/** What a kind of fact is as a log event. */
interface Form {
  readonly eventName: string;
  readonly body: (fact: NamedFact) => string;
  readonly attributes: (fact: NamedFact) => Attributes;
}

const subject = ({ promptName, promptVersion }: NamedFact): string =>
  promptVersion === undefined ? promptName : `${promptName} ${promptVersion}`;

/** The words that are there, each after its title: `Strengths: clear; Weaknesses: long`. */
const titled = (titles: Readonly<Record<string, string>>, words: Fact['words']): string =>
  Object.entries(titles)
    .map(([name, title]) => [title, listed(words[name] ?? '')])
    .filter(([, text]) => text !== '')
    .map((pair) => pair.join(': '))
    .join('; ');

/** A list may be written as JSON; others are taken as they are. */
function listed(text: string): string {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.join(', ') : text;
  } catch {
    return text;
  }
}

/** Three digits tell one score from another. */
const SCORE = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false });

const labelOf = ({ words }: NamedFact): string | undefined =>
  words['label'] ?? words['quality_level'];

const explanationOf = ({ words }: NamedFact): string =>
  words['explanation'] ??
  titled(
    { strengths: 'Strengths', weaknesses: 'Weaknesses', improvement_priority: 'Priority' },
    words,
  );

const scored = (fact: NamedFact): readonly [name: string, score: number | undefined] =>
  Object.entries(fact.values)[0] ?? [fact.words['name'] ?? '', undefined];

const FORMS: Readonly<Partial<Record<Fact['kind'], Form>>> = {
  assessment: {
    eventName: EVENT.evaluationResult,
    body: (fact) => {
      const [name, score] = scored(fact);
      const label = labelOf(fact);
      const number = score === undefined ? undefined : SCORE.format(score);
      return [subject(fact), name, number, label && `(${label})`]
        .filter((word) => word !== undefined)
        .join(' ');
    },
    attributes: (fact) => {
      const [name, score] = scored(fact);
      return {
        [ATTR.evaluationName]: name,
        [ATTR.evaluationScoreValue]: score,
        [ATTR.evaluationScoreLabel]: labelOf(fact),
        [ATTR.evaluationExplanation]: explanationOf(fact),
      };
    },
  },
  optimisation: {
    eventName: REPORT_EVENT.optimization,
    body: (fact) => {
      const { optimization_type: type = 'optimisation', event = '' } = fact.words;
      return `${subject(fact)}: ${type} ${event}`;
    },
    attributes: ({ words }) => ({
      [REPORT_ATTR.optimizationEvent]: words['event'],
      [REPORT_ATTR.optimizationType]: words['optimization_type'],
    }),
  },
  recommendation: {
    eventName: REPORT_EVENT.recommendation,
    body: (fact) => {
      const { recommendation_type: type = 'recommendation', description = '' } = fact.words;
      return `${subject(fact)}: ${type}${description && `: ${description}`}`;
    },
    attributes: ({ words }) => ({ [REPORT_ATTR.optimizationType]: words['recommendation_type'] }),
  },
};

/** The log event of a fact; undefined for measurements, which are metrics, and for what was one. */
export function logRecordOf(fact: NamedFact): LogRecord | undefined {
  const form = FORMS[fact.kind];
  if (form === undefined) return undefined;
  const attributes = {
    ...attributesOf(fact),
    ...form.attributes(fact),
    [REPORT_ATTR.uid]: fact.key,
  };
  return {
    eventName: form.eventName,
    timestamp: fact.at,
    severityNumber: SeverityNumber.INFO,
    severityText: 'INFO',
    body: form.body(fact),
    attributes: Object.fromEntries(
      Object.entries(attributes).filter(([, value]) => value !== undefined && value !== ''),
    ),
  };
}
