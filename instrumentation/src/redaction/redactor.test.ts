import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DETECTORS } from './detectors.js';
import { MASK } from './mask.js';
import { ALNUM, of, SECRETS } from '../testing/planted-secrets.js';
import { createRedactor } from './redactor.js';

const redactor = createRedactor();

/** What may stand around a secret, without being a part of it. */
const around = fc.oneof(
  fc.constantFrom('', ' ', '"', "'", '(', ': ', '=', '\n', ',', '<', '{"a":"', 'é ', '👍'),
  fc.string({ maxLength: 40 }).map((text) => `${text} `),
  fc.constantFrom('order 12 ', 'eyJ.', 'sk-', '4111 ', 'a@', 'Bearer ', '://', 'password ', '\\"'),
);

const tail = fc.oneof(
  fc.constantFrom('', ' ', '"', "'", ')', '\n', ',', '>', '"}', '. ', ' 12', '👍'),
  fc.string({ maxLength: 40 }).map((text) => ` ${text}`),
);

describe('no secret survives, wherever it stands', () => {
  test.each(Object.keys(SECRETS))('%s', (kind) => {
    fc.assert(
      fc.property(around, SECRETS[kind]!, tail, (before, secret, behind) => {
        // A secret that goes on in the text is another text.
        fc.pre(!/[\w.+%@-]$/.test(before) || /^(?:order|4111)/.test(before));
        const redacted = redactor.text(`${before}${secret}${behind}`);
        expect(redacted).not.toContain(secret);
        expect(redactor.text(redacted), 'what is redacted stays as it is').toBe(redacted);
      }),
      { numRuns: 300 },
    );
  });

  test('values of fields that say so: headers, JSON, JSON in JSON, queries', () => {
    const password = of(`${ALNUM}!#$%()*/<>?@[]^_{}~`, 6, 30).map((rest) => `Q${rest}7`);
    type Form = readonly [text: (secret: string) => string, encode?: (secret: string) => string];
    const forms: readonly Form[] = [
      [(it) => `{"password": "${it}", "user": 1}`],
      [(it) => `{"args":"{\\"api_key\\":\\"${it}\\"}"}`],
      [(it) => `https://host/path?access_token=${it}&x=1`],
      [(it) => `postgres://app:${it}@db:5432/x`, encodeURIComponent],
      [(it) => `Authorization: Bearer ${it}`, (it) => Buffer.from(it).toString('base64')],
      [(it) => `X-Api-Key: ${it}`],
      [(it) => `OPENAI_API_KEY=${it} node app.js`],
      [(it) => `{ clientSecret: '${it}' }`],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...forms), password, ([text, encode = String], secret) => {
        const encoded = encode(secret);
        expect(redactor.text(text(encoded))).not.toContain(encoded);
      }),
      { numRuns: 500 },
    );
  });

  test('in values, in lists, in names, at any depth', () => {
    const secret = fc.oneof(...Object.values(SECRETS));
    const place = fc.letrec((tie) => ({
      leaf: fc.constant((text: string): unknown => text),
      node: fc.oneof(
        { depthSize: 'small' },
        tie('leaf'),
        tie('node').map((inner) => (text: string) => [1, (inner as (it: string) => unknown)(text)]),
        tie('node').map((inner) => (text: string) => ({
          note: (inner as (it: string) => unknown)(text),
        })),
        tie('node').map((inner) => (text: string) => ({
          [` ${text}`]: (inner as (it: string) => unknown)(text),
        })),
      ),
    })).node as fc.Arbitrary<(text: string) => never>;
    fc.assert(
      fc.property(place, secret, (put, text) => {
        const planted = put(text);
        const before = JSON.stringify(planted);
        const redacted = JSON.stringify(redactor.value(planted));
        expect(redacted).not.toContain(JSON.stringify(text).slice(1, -1));
        expect(JSON.stringify(planted), 'the input stays as it is').toBe(before);
      }),
      { numRuns: 500 },
    );
  });
});

test('what is no secret stays, and stays the same object', () => {
  const attributes = {
    'gen_ai.agent.name': 'task-force-risk-assessment',
    'gen_ai.usage.input_tokens': 4111,
    'gen_ai.response.id': 'chatcmpl-9fJqK2mB8sL1',
    'db.query.text': 'SELECT id, token_count FROM prompts WHERE name = $1 AND version > 1.5',
    'http.url': 'http://127.0.0.1:8091/v1/chat/completions?limit=10',
    'code.version': 'openai@7.57.0',
    time: '1732406400000000000',
    trace: '4bf92f3577b34da6a3ce929d0e0e4736',
    pi: '3.141592653589793238',
    list: ['max_tokens: 100', 'the key: a small one', 'sk-learn-Pipeline-for-everyone'],
    header: 'Basic Authentication is required, not Bearer Tokens-of-anyone',
    nested: { uuid: '550e8400-e29b-41d4-a716-446655440000', at: 1_732_406_400_000 },
  };
  expect(redactor.attributes(attributes)).toBe(attributes);
});

test('a name that says it is secret hides every value', () => {
  expect(
    redactor.attributes({
      'http.request.header.authorization': ['x'],
      'http.request.header.x-api-key': 5,
      'db.password': 'a',
      clientSecret: { deep: 1 },
      'gen_ai.token.modality': 'text',
    }),
  ).toEqual({
    'http.request.header.authorization': MASK,
    'http.request.header.x-api-key': MASK,
    'db.password': MASK,
    clientSecret: MASK,
    'gen_ai.token.modality': 'text',
  });
  expect(redactor.value(4_111_111_111_111_111)).toBe(MASK);
});

test("the team's own patterns are masked too", () => {
  const own = createRedactor([/EMP-\d{4}/, /internal/i]);
  expect(own.text('EMP-1234 and EMP-9 read Internal mail')).toBe(
    `${MASK} and EMP-9 read ${MASK} mail`,
  );
});

test('anything is taken without an exception', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      redactor.value(value as never);
      redactor.attributes({ value } as never);
    }),
  );
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  expect(JSON.stringify(redactor.value(cycle as never))).toContain(MASK);
  const hostile = {
    get trap(): string {
      throw new Error('no');
    },
  };
  expect(redactor.attributes(hostile)).toEqual({});
});

/** Texts that make a careless pattern try every place against every other. */
const hostile = (size: number): readonly string[] =>
  [
    'a',
    '1 ',
    '4111 1111 1111 111',
    'eyJ',
    '-eyJ',
    'eyJaaaaaaaa.',
    'sk-',
    'a.',
    'a@',
    'a@a.',
    'a%40',
    '://',
    '://a:',
    'password:',
    'password="',
    'password=\'"',
    'password=\\"',
    'password\\',
    'authorization: ',
    'Bearer ',
    '-----BEGIN PRIVATE KEY-----',
    'AKIA',
    'ghp_',
    'ghp_1-',
    'xoxb-1.',
    '    ',
    '\\',
    'é',
  ].flatMap((piece) => {
    const text = piece.repeat(Math.ceil(size / piece.length));
    return [text, `@${text}`, `${text}@`, `password: ${text}!`];
  });

const seconds = (size: number): number => {
  const texts = hostile(size);
  const start = performance.now();
  for (const text of texts) createRedactor().text(text);
  return (performance.now() - start) / 1000;
};

test('time grows with the text, and not with its square', () => {
  seconds(1000);
  // Ten times the text takes about ten times as long; a square would take a hundred times.
  const small = Math.min(seconds(20_000), seconds(20_000));
  const large = Math.min(seconds(200_000), seconds(200_000));
  expect(large).toBeLessThan(Math.max(small, 0.02) * 40);
}, 60_000);

test('each pattern is global, so that every occurrence is masked', () => {
  for (const { pattern } of DETECTORS) expect(pattern.global).toBe(true);
});
