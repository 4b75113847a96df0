/** Something by which versions of a prompt are compared. */
export interface Measure {
  /** As people read it. */
  readonly title: string;
  /** UCUM. */
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  /** `share`: of runs, 0 to 1; `mean`: of whatever can be added. */
  readonly kind: 'share' | 'mean';
}

/** Every measure, by its name in the API. */
export const MEASURES = {
  quality: { title: 'Quality', unit: '1', better: 'higher', kind: 'mean' },
  costPerSuccess: {
    title: 'Cost of a successful run',
    unit: '{USD}',
    better: 'lower',
    kind: 'mean',
  },
  duration: { title: 'Duration of a call', unit: 's', better: 'lower', kind: 'mean' },
  outputTokens: {
    title: 'Output tokens of a call',
    unit: '{token}',
    better: 'lower',
    kind: 'mean',
  },
  errors: { title: 'Calls that fail', unit: '1', better: 'lower', kind: 'share' },
  loops: { title: 'Runs that go in circles', unit: '1', better: 'lower', kind: 'share' },
} as const satisfies Readonly<Record<string, Measure>>;

/** The name of a measure. */
export type MeasureName = keyof typeof MEASURES;
