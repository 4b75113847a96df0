import { HANDBOOK } from './handbook.js';

/** One version of a prompt. */
export interface PromptVersion {
  readonly name: string;
  readonly version: number;
  readonly text: string;
}

const role = (name: string, version: number, task: string): PromptVersion => ({
  name,
  version,
  text: `${HANDBOOK}\n\nYour part: ${task}`,
});

/** The prompts, in all their versions; of each name the last one is active at first. */
export const PROMPTS: readonly PromptVersion[] = [
  role(
    'requirements_analyst',
    1,
    'List the acceptance criteria of the requirement. Answer in at most 160 words.',
  ),
  role(
    'requirements_analyst',
    2,
    'Turn the requirement into acceptance criteria. Look for what the repository has already. Answer in at most 120 words.',
  ),
  role(
    'architecture_designer',
    1,
    'Design the change: parts, data, interfaces, failure modes. Answer in at most 120 words.',
  ),
  role('code_generator', 1, 'Write the code. Answer in at most 300 words.'),
  role(
    'code_generator',
    2,
    'Write the code that meets the acceptance criteria. Answer in at most 240 words.',
  ),
  role(
    'code_generator',
    3,
    'Write the code that meets the acceptance criteria, smallest change first. Answer in at most 180 words.',
  ),
  role(
    'test_generator',
    1,
    'Write the tests for the acceptance criteria and run them. Answer in at most 120 words.',
  ),
  role(
    'code_reviewer',
    2,
    'Review the code against the acceptance criteria. Give a verdict and a score from 0 to 1.',
  ),
  role(
    'security_analyst',
    1,
    'Look for what could be abused, in the code and in what it depends on. Answer in at most 100 words.',
  ),
  role(
    'documentation_generator',
    1,
    'Write the documentation of the change for its users. Answer in at most 140 words.',
  ),
];

/**
 * What `prompt-regression` makes active: a rewrite that meant well. It is longer, limits no
 * length, and has lost the sentence about the criteria.
 */
export const REGRESSION: PromptVersion = {
  name: 'code_generator',
  version: 4,
  text: `You are a world-class software engineer with decades of experience in every technology. Think through every possible aspect of the task, explain each of your steps at length, repeat the task in your own words, list all alternatives that you considered with their advantages and disadvantages, and only then write the code, together with everything that might one day become useful.

${HANDBOOK.replaceAll('acceptance criteria', 'expectations')}

${'Be as thorough and as detailed as you can. Leave out nothing that came to your mind. Explain why each line is the way it is. '.repeat(12)}`,
};

/** What `search_repository` and `read_document` find. */
export const DOCUMENTS: readonly { readonly title: string; readonly body: string }[] = [
  [
    'Order service',
    'Accepts orders over HTTP, validates them, stores them with an idempotency key.',
  ],
  ['Payment service', 'Charges a card through the payment provider and records the outcome.'],
  ['Invoice service', 'Renders invoices as PDF and sends them to the customer by mail.'],
  ['Customer service', 'Keeps accounts, addresses and consents; lets a customer export the data.'],
  ['Search service', 'Indexes products and answers queries with filters and a cursor.'],
  ['Notification service', 'Sends mail, text and push messages with a retry and a daily limit.'],
  ['Report service', 'Builds monthly sales reports as CSV in the background.'],
  ['Access control', 'Roles, permissions and sessions; a session ends after thirty minutes.'],
  ['Audit log', 'Records who changed what, with the value before and after.'],
  [
    'Import pipeline',
    'Reads product lists as CSV, validates each row and reports what it rejects.',
  ],
  ['Deployment guide', 'How a service is built, released and taken back, with health checks.'],
  ['Data retention', 'Which data is kept for how long, and how it is deleted.'],
].map(([title = '', body = '']) => ({ title, body }));

/** What the repository depends on. */
export const DEPENDENCIES: readonly { readonly package: string; readonly version: number[] }[] = [
  { package: 'http-router', version: [5, 3, 0] },
  { package: 'pdf-renderer', version: [2, 1, 4] },
  { package: 'csv-reader', version: [3, 0, 9] },
  { package: 'session-store', version: [1, 8, 2] },
  { package: 'mail-sender', version: [6, 4, 0] },
];

/** Known weaknesses; those below `fixedIn` are affected. */
export const ADVISORIES: readonly {
  readonly package: string;
  readonly fixedIn: number[];
  readonly severity: string;
  readonly summary: string;
}[] = [
  {
    package: 'csv-reader',
    fixedIn: [3, 1, 0],
    severity: 'medium',
    summary: 'A quoted field without an end makes the reader use memory without a limit.',
  },
  {
    package: 'session-store',
    fixedIn: [1, 8, 0],
    severity: 'high',
    summary: 'A session survives the change of a password.',
  },
];
