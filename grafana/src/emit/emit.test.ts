import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, it } from 'vitest';
import type { AlertsPanel, Dashboard, StatPanel, TablePanel, Variable } from '../model.js';
import { BADGE_TEXT, SEVERITY_BADGE, SEVERITY_COLOR } from './colors.js';
import { panelNumber, toGrafana } from './grafana.js';
import { toPerses } from './perses.js';

const links: StatPanel['links'] = [{ title: 'Elsewhere', dashboard: 'other' }];

/** One panel of each kind. */
const dashboard: Dashboard = {
  name: 'sample',
  title: 'Sample',
  description: 'Does it work?',
  range: '15m',
  refresh: '10s',
  variables: [
    { name: 'service', title: 'Service', label: 'service_name', series: 'up', all: '.+' },
    {
      name: 'writer',
      title: 'Writer',
      label: 'app',
      series: '{app=~".+"}',
      all: '.+',
      from: 'loki',
    },
    {
      kind: 'choice',
      name: 'errors',
      title: 'Errors',
      choices: [{ title: 'Only errors', value: 'error=true' }],
      all: ' ',
      several: false,
    },
    { kind: 'text', name: 'text', title: 'Text' },
  ],
  rows: [
    {
      title: 'First',
      height: 4,
      panels: [
        {
          kind: 'stat',
          id: 'firing',
          title: 'Firing',
          description: 'Good is 0.',
          width: 12,
          unit: 'count',
          queries: [{ expr: 'vector(0)', legend: 'firing' }],
          thresholds: [{ value: 1, severity: 'critical' }],
          links: [{ title: 'Alerts', path: '/alerts' }],
        },
        {
          kind: 'time-series',
          id: 'latency',
          title: 'Latency',
          description: 'Good is flat.',
          width: 12,
          unit: 'seconds',
          queries: [
            { expr: 'a', legend: '{{x}}', exemplars: true },
            { expr: 'b', legend: 'b' },
          ],
          links: [
            { title: 'Runbook', path: '/runbooks/Slow' },
            { title: 'Which service?', dashboard: 'other', keep: ['service'] },
          ],
        },
      ],
    },
    {
      title: 'Second',
      height: 6,
      panels: [
        {
          kind: 'alerts',
          id: 'alerts',
          title: 'Alerts',
          description: 'Good is empty.',
          width: 8,
          unit: 'seconds',
          query: 'ALERTS_FOR_STATE',
          links,
        },
        {
          kind: 'logs',
          id: 'logs',
          title: 'Logs',
          description: 'Good is quiet.',
          width: 8,
          query: '{service_name=~"$service"}',
          links,
        },
        {
          kind: 'traces',
          id: 'traces',
          title: 'Traces',
          description: 'Good is green.',
          width: 8,
          service: '$service',
          searches: [{ 'a.b': 'c' }, { 'a.b': 'c', error: 'true' }],
          limit: 5,
          links,
        },
      ],
    },
    {
      title: 'Third',
      height: 6,
      panels: [
        {
          kind: 'time-series',
          id: 'lines',
          title: 'Lines',
          description: 'Good is few.',
          width: 12,
          unit: 'per minute',
          queries: [
            { expr: 'rate(a [$__auto])', legend: '{{level}}', from: 'loki' },
            { expr: 'rate(b [$__auto])', legend: '{{level}}', from: 'loki', severity: 'critical' },
          ],
          links: [{ title: 'Failed', dashboard: 'other', choose: { errors: 'error=true' } }],
        },
        {
          kind: 'traces',
          id: 'search',
          title: 'Search',
          description: 'Good is green.',
          width: 12,
          service: 'one',
          searches: [{ agent: '$service', kind: 'a' }],
          attributes: '$errors $text',
          spanName: '$text',
          minDuration: '$text',
          limit: 5,
          links,
        },
      ],
    },
  ],
};

describe('toPerses', () => {
  const { metadata, spec } = toPerses(dashboard);

  it('keeps name, range, refresh and variables', () => {
    expect(metadata).toMatchObject({ name: 'sample', project: 'agent-vitals' });
    expect(spec).toMatchObject({
      display: { name: 'Sample' },
      duration: '15m',
      refreshInterval: '10s',
      variables: [
        {
          kind: 'ListVariable',
          spec: {
            name: 'service',
            customAllValue: '.+',
            plugin: {
              kind: 'PrometheusLabelValuesVariable',
              spec: { labelName: 'service_name', matchers: ['up'] },
            },
          },
        },
        {
          kind: 'ListVariable',
          spec: { name: 'writer', plugin: { kind: 'LokiLabelValuesVariable' } },
        },
        {
          kind: 'ListVariable',
          spec: {
            name: 'errors',
            allowMultiple: false,
            customAllValue: ' ',
            defaultValue: '$__all',
            plugin: {
              kind: 'StaticListVariable',
              spec: { values: [{ label: 'Only errors', value: 'error=true' }] },
            },
          },
        },
        { kind: 'TextVariable', spec: { name: 'text', display: { name: 'Text' }, value: '' } },
      ],
    });
  });

  it('lays out each row and refers to each panel once', () => {
    expect(spec.layouts.map((layout) => layout.spec.items)).toEqual([
      [
        { x: 0, y: 0, width: 12, height: 4, content: { $ref: '#/spec/panels/firing' } },
        { x: 12, y: 0, width: 12, height: 4, content: { $ref: '#/spec/panels/latency' } },
      ],
      [
        { x: 0, y: 0, width: 8, height: 6, content: { $ref: '#/spec/panels/alerts' } },
        { x: 8, y: 0, width: 8, height: 6, content: { $ref: '#/spec/panels/logs' } },
        { x: 16, y: 0, width: 8, height: 6, content: { $ref: '#/spec/panels/traces' } },
      ],
      [
        { x: 0, y: 0, width: 12, height: 6, content: { $ref: '#/spec/panels/lines' } },
        { x: 12, y: 0, width: 12, height: 6, content: { $ref: '#/spec/panels/search' } },
      ],
    ]);
    expect(Object.keys(spec.panels)).toEqual(
      dashboard.rows.flatMap(({ panels }) => panels.map(({ id }) => id)),
    );
  });

  it('draws each kind of panel with its plugin, its unit and its limits', () => {
    expect(spec.panels['firing']?.spec).toMatchObject({
      display: { name: 'Firing', description: 'Good is 0.' },
      plugin: {
        kind: 'StatChart',
        spec: {
          format: { unit: 'decimal', decimalPlaces: 0, shortValues: false },
          thresholds: { steps: [{ value: 1, name: 'critical' }] },
        },
      },
    });
    expect(spec.panels['latency']?.spec).toMatchObject({
      plugin: { kind: 'TimeSeriesChart', spec: { yAxis: { format: { unit: 'seconds' } } } },
      links: [
        { name: 'Runbook', url: '/runbooks/Slow' },
        {
          name: 'Which service?',
          url: '/dashboards/other?var-service=${service:percentencode}',
          renderVariables: true,
        },
      ],
    });
    expect(['alerts', 'logs', 'traces'].map((id) => spec.panels[id]?.spec.plugin.kind)).toEqual([
      'AlertTable',
      'LogsTable',
      'TraceTable',
    ]);
  });

  it('asks each backend through its query plugin', () => {
    expect(spec.panels['latency']?.spec.queries?.map((query) => query.spec.plugin)).toEqual([
      {
        kind: 'PrometheusTimeSeriesQuery',
        spec: { query: 'a', seriesNameFormat: '{{x}}', minStep: '15s', exemplars: true },
      },
      {
        kind: 'PrometheusTimeSeriesQuery',
        spec: { query: 'b', seriesNameFormat: 'b', minStep: '15s' },
      },
    ]);
    expect(spec.panels['traces']?.spec.queries?.map((query) => query.spec.plugin)).toEqual([
      {
        kind: 'JaegerTraceQuery',
        spec: {
          service: '$service',
          searches: [{ 'a.b': 'c' }, { 'a.b': 'c', error: 'true' }],
          limit: 5,
        },
      },
    ]);
    expect(spec.panels['search']?.spec.queries?.[0]?.spec.plugin.spec).toEqual({
      service: 'one',
      searches: [{ agent: '$service', kind: 'a' }],
      attributes: '$errors $text',
      spanName: '$text',
      minDuration: '$text',
      limit: 5,
    });
  });

  it('counts log lines, in the colour of how bad they are', () => {
    expect(spec.panels['lines']?.spec).toMatchObject({
      plugin: {
        spec: {
          querySettings: [
            { queryIndex: 1, colorMode: 'fixed', colorValue: SEVERITY_COLOR.critical },
          ],
        },
      },
      queries: [
        { spec: { plugin: { kind: 'LokiTimeSeriesQuery', spec: { query: 'rate(a [$__auto])' } } } },
        { spec: { plugin: { kind: 'LokiTimeSeriesQuery' } } },
      ],
      links: [{ name: 'Failed', url: '/dashboards/other?var-errors=error%3Dtrue' }],
    });
  });
});

it('colours a value below every threshold as its panel says, in both programs', () => {
  const [row] = dashboard.rows;
  const stat = { ...row!.panels[0]!, below: 'critical' } as StatPanel;
  const board = { ...dashboard, rows: [{ ...row!, panels: [stat] }] };
  expect(toPerses(board).spec.panels['firing']?.spec.plugin.spec).toMatchObject({
    thresholds: { defaultColor: SEVERITY_COLOR.critical },
  });
  expect(toGrafana(board).panels).toMatchObject([
    {
      fieldConfig: {
        defaults: { thresholds: { steps: [{ color: SEVERITY_COLOR.critical }, {}] } },
      },
    },
  ]);
});

describe('toGrafana', () => {
  const board = toGrafana(dashboard);
  const panels = (board.panels ?? []).filter((panel): panel is Panel => panel.type !== 'row');

  it('keeps name, range, refresh and variables', () => {
    expect(board).toMatchObject({
      uid: 'sample',
      title: 'Sample',
      editable: false,
      refresh: '10s',
      time: { from: 'now-15m', to: 'now' },
    });
    expect(board.templating?.list).toMatchObject([
      { name: 'service', query: 'label_values(up, service_name)', allValue: '.+', multi: true },
      { name: 'writer', datasource: { uid: 'loki' }, query: 'label_values({app=~".+"}, app)' },
      {
        name: 'errors',
        type: 'custom',
        query: 'Only errors : error=true',
        includeAll: true,
        allValue: ' ',
        multi: false,
      },
      { name: 'text', type: 'textbox', query: '' },
    ]);
  });

  it('stacks the rows', () => {
    expect(panels.map(({ gridPos }) => [gridPos?.x, gridPos?.y])).toEqual([
      [0, 0],
      [12, 0],
      [0, 4],
      [8, 4],
      [16, 4],
      [0, 10],
      [12, 10],
    ]);
  });

  it('numbers each panel by its name, so that its number stays where others come and go', () => {
    const [first, ...rest] = dashboard.rows;
    const { panels: fewer } = toGrafana({ ...dashboard, rows: rest });
    expect(fewer?.map(({ id }) => id)).toEqual(panels.slice(2).map(({ id }) => id));
    expect(panelNumber(first!.panels[0]!.id)).toBe(panels[0]!.id);
  });

  it('leads to other dashboards with the choices and the time, and leaves out the console', () => {
    expect(panels[1]?.links).toMatchObject([
      { title: 'Which service?', url: '/d/other?${service:queryparam}&${__url_time_range}' },
    ]);
    expect(panels[5]?.links).toMatchObject([
      { url: '/d/other?var-errors=error%3Dtrue&${__url_time_range}' },
    ]);
    expect(board.links).toMatchObject([
      { type: 'dashboards', tags: ['agent-vitals'], keepTime: true, includeVars: true },
    ]);
  });

  it('asks for exemplars where a query has some', () => {
    expect(panels[1]?.targets).toMatchObject([{ exemplar: true }, { exemplar: false }]);
  });

  it('gives each panel its description, and its source by the provisioned uid', () => {
    expect(
      panels.map(({ type, description, datasource }) => [type, description, datasource]),
    ).toEqual([
      ['stat', 'Good is 0.', { type: 'prometheus', uid: 'prometheus' }],
      ['timeseries', 'Good is flat.', { type: 'prometheus', uid: 'prometheus' }],
      ['table', 'Good is empty.', { type: 'prometheus', uid: 'prometheus' }],
      ['logs', 'Good is quiet.', { type: 'loki', uid: 'loki' }],
      ['table', 'Good is green.', { type: 'jaeger', uid: 'jaeger' }],
      ['timeseries', 'Good is few.', { type: 'loki', uid: 'loki' }],
      ['table', 'Good is green.', { type: 'jaeger', uid: 'jaeger' }],
    ]);
  });

  it('marks on each graph what happened to alerts, by the log of the alert history [A2]', () => {
    expect(
      board.annotations?.list?.map(({ name, datasource, expr }) => [name, datasource, expr]),
    ).toEqual(
      ['fired', 'acknowledged', 'resolved'].map((event) => [
        `Alerts ${event}`,
        { type: 'loki', uid: 'loki' },
        `{service_name="alert-history"} | agent_vitals_alert_event="${event}"`,
      ]),
    );
    expect(board.annotations?.list?.[0]).toMatchObject({
      enable: true,
      titleFormat: '{{agent_vitals_alert_name}}',
      tagKeys: 'agent_vitals_alert_severity,agent_vitals_component,agent_vitals_item_service',
    });
  });

  it('marks beside them what a dashboard names, in the colour of how bad it is', () => {
    const marks = [
      { name: 'Changes', query: '{app="a"}', title: 'prompt', tags: ['b', 'c'] },
      { name: 'Returns', query: '{app="b"}', title: 'prompt', tags: [], severity: 'warning' },
    ] as const;
    expect(toGrafana({ ...dashboard, marks }).annotations?.list?.slice(3)).toMatchObject([
      {
        name: 'Changes',
        expr: '{app="a"}',
        titleFormat: '{{prompt}}',
        tagKeys: 'b,c',
        iconColor: '#3b78c4',
      },
      { name: 'Returns', iconColor: SEVERITY_COLOR.warning },
    ]);
  });

  it('lists in its own list what fires, of the provisioned Prometheus and without the Watchdog', () => {
    const [row] = dashboard.rows.slice(1);
    const alerts = { ...row!.panels[0]!, as: 'list' } as AlertsPanel;
    const [panel] = toGrafana({ ...dashboard, rows: [{ ...row!, panels: [alerts] }] }).panels ?? [];
    expect(panel).toMatchObject({
      type: 'alertlist',
      title: 'Alerts',
      description: 'Good is empty.',
      options: {
        datasource: 'Prometheus',
        alertInstanceLabelFilter: '{severity=~"critical|warning"}',
        stateFilter: { firing: true, pending: false },
      },
    });
    // The console draws every list of alerts alike.
    expect(
      toPerses({ ...dashboard, rows: [{ ...row!, panels: [alerts] }] }).spec.panels['alerts']?.spec
        .plugin.kind,
    ).toBe('AlertTable');
  });

  it('searches Jaeger once for each set of attributes', () => {
    expect(panels[4]?.targets).toMatchObject([
      { refId: 'A', queryType: 'search', service: '$service', tags: 'a.b=c', limit: 5 },
      { refId: 'B', queryType: 'search', service: '$service', tags: 'a.b=c error=true', limit: 5 },
    ]);
  });

  it('repeats a search for each service that is chosen, as Jaeger searches one at a time', () => {
    expect(panels[4]).toMatchObject({
      title: 'Traces: $service',
      repeat: 'service',
      repeatDirection: 'v',
    });
    expect(panels[6]?.repeat).toBeUndefined();
  });

  it('leaves conditions out of a search that Grafana could not leave out', () => {
    expect(panels[6]?.targets).toEqual([
      {
        refId: 'A',
        datasource: { type: 'jaeger', uid: 'jaeger' },
        queryType: 'search',
        service: 'one',
        operation: '$text',
        minDuration: '$text',
        tags: 'kind=a $errors $text',
        limit: 5,
      },
    ]);
  });

  it('counts log lines by Loki, in the colour of how bad they are', () => {
    expect(panels[5]?.targets).toMatchObject([
      { expr: 'rate(a [$__auto])', legendFormat: '{{level}}', datasource: { uid: 'loki' } },
      { expr: 'rate(b [$__auto])' },
    ]);
    expect(panels[5]?.fieldConfig?.overrides).toEqual([
      {
        matcher: { id: 'byFrameRefID', options: 'B' },
        properties: [
          { id: 'color', value: { mode: 'fixed', fixedColor: SEVERITY_COLOR.critical } },
        ],
      },
    ]);
  });
});

describe('a table of several queries', () => {
  const panel: TablePanel = {
    kind: 'table',
    id: 'both',
    title: 'Both',
    description: 'Good is alike.',
    width: 24,
    rows: { label: 'kind', title: 'What' },
    columns: [
      { title: 'A', unit: 'seconds', expr: 'a' },
      { title: 'B', unit: 'seconds', expr: 'b' },
      { title: 'Verdict', label: 'verdict', expr: 'c', severities: { slower: 'critical' } },
    ],
    links,
  };
  const board = { ...dashboard, rows: [{ title: '', height: 6, panels: [panel] }] };

  it('is joined by what its rows are, with its columns in order, in the console', () => {
    expect(toPerses(board).spec.panels['both']?.spec.plugin).toMatchObject({
      kind: 'Table',
      spec: {
        transforms: [
          { kind: 'MergeIndexedColumns', spec: { column: 'kind' } },
          { kind: 'JoinByColumnValue', spec: { columns: ['kind'] } },
        ],
        columnSettings: [
          { name: 'kind', header: 'What' },
          { name: 'value #1', header: 'A', format: { unit: 'seconds' } },
          { name: 'value #2', header: 'B', format: { unit: 'seconds' } },
          { name: 'verdict #3', header: 'Verdict' },
          { name: 'value #3', hide: true },
          { name: 'timestamp', hide: true },
        ],
        cellSettings: [
          {
            condition: { kind: 'Value', spec: { value: 'slower' } },
            textColor: BADGE_TEXT,
            backgroundColor: SEVERITY_BADGE.critical,
          },
        ],
      },
    });
  });

  it('is joined by what its rows are, with its columns in order, in Grafana', () => {
    expect(toGrafana(board).panels?.[0]).toMatchObject({
      type: 'table',
      targets: [
        { refId: 'A', expr: 'a', instant: true, format: 'table' },
        { refId: 'B', expr: 'b' },
        { refId: 'C', expr: 'c' },
      ],
      transformations: [
        { id: 'joinByField', options: { byField: 'kind', mode: 'outer' } },
        {
          id: 'filterFieldsByName',
          options: { include: { names: ['kind', 'Value #A', 'Value #B', 'verdict'] } },
        },
        {
          id: 'organize',
          options: {
            indexByName: { kind: 0, 'Value #A': 1, 'Value #B': 2, verdict: 3 },
            renameByName: { kind: 'What', 'Value #A': 'A', 'Value #B': 'B', verdict: 'Verdict' },
          },
        },
      ],
      fieldConfig: {
        overrides: [
          { matcher: { options: 'A' }, properties: [{ id: 'unit', value: 's' }] },
          { matcher: { options: 'B' }, properties: [{ id: 'unit', value: 's' }] },
          {
            matcher: { options: 'Verdict' },
            properties: [
              { id: 'custom.cellOptions', value: { type: 'color-text' } },
              {
                id: 'mappings',
                value: [{ options: { slower: { color: SEVERITY_COLOR.critical } } }],
              },
            ],
          },
        ],
      },
    });
  });
});

describe('a table with a column that follows from two others', () => {
  const panel: TablePanel = {
    kind: 'table',
    id: 'against',
    title: 'Against',
    description: 'Good is alike.',
    width: 24,
    rows: { label: 'kind', title: 'What' },
    columns: [
      {
        title: 'B against A',
        unit: 'ratio',
        expr: 'b / a - 1',
        follows: { a: 'A', b: 'B', as: 'relative' },
      },
      { title: 'A', unit: 'seconds', expr: 'a' },
      { title: 'B', unit: 'seconds', expr: 'b' },
    ],
    links,
  };
  const board = { ...dashboard, rows: [{ title: '', height: 6, panels: [panel] }] };

  it('does not ask for it in the console, which has it from their answers', () => {
    const { plugin, queries } = toPerses(board).spec.panels['against']!.spec;
    expect(queries?.map(({ spec }) => spec.plugin.spec)).toMatchObject([
      { query: 'a' },
      { query: 'b' },
    ]);
    expect(plugin.spec).toMatchObject({
      columnSettings: [
        { name: 'kind' },
        { name: 'value #3', header: 'B against A', format: { unit: 'percent-decimal' } },
        { name: 'value #1', header: 'A' },
        { name: 'value #2', header: 'B' },
        { name: 'timestamp' },
      ],
      compared: [{ a: 0, b: 1, as: 'relative' }],
    });
  });

  it('asks for it in Grafana', () => {
    expect(toGrafana(board).panels?.[0]).toMatchObject({
      targets: [{ expr: 'b / a - 1' }, { expr: 'a' }, { expr: 'b' }],
    });
  });

  it('must follow from columns that are there', () => {
    const [follows, a] = panel.columns as [TablePanel['columns'][0], TablePanel['columns'][0]];
    const without = { ...panel, columns: [follows, a] };
    expect(() =>
      toPerses({ ...board, rows: [{ title: '', height: 6, panels: [without] }] }),
    ).toThrow('No column "B" is asked for');
  });
});

describe('a table with the worst on top', () => {
  const panel: TablePanel = {
    kind: 'table',
    id: 'worst',
    title: 'Worst',
    description: 'Good is better.',
    width: 24,
    rows: { label: 'kind', title: 'What' },
    columns: [
      { title: 'Verdict', label: 'verdict', expr: 'a', severities: {} },
      { title: 'Change', unit: 'ratio', expr: 'b' },
    ],
    descendingBy: 'Verdict',
    links,
  };
  const board = { ...dashboard, rows: [{ title: '', height: 6, panels: [panel] }] };

  it('is sorted by one column, and not by what its rows are, in the console', () => {
    const { plugin } = toPerses(board).spec.panels['worst']!.spec;
    expect(plugin.spec).toMatchObject({
      columnSettings: expect.arrayContaining([
        expect.objectContaining({ name: 'verdict #1', sort: 'desc' }),
      ]),
    });
    expect(JSON.stringify(plugin.spec).match(/"sort":/g)).toHaveLength(1);
  });

  it('is sorted by one column, and not by what its rows are, in Grafana', () => {
    expect(toGrafana(board).panels?.[0]).toMatchObject({
      options: { sortBy: [{ displayName: 'Verdict', desc: true }] },
    });
  });
});

describe('a choice of a list', () => {
  const choice: Variable = {
    kind: 'option',
    name: 'by',
    title: 'Compare by',
    choices: [
      { value: 'agent_name', title: 'Agent' },
      { value: 'model_name', title: 'Model' },
    ],
    initial: 'model_name',
  };
  const board = { ...dashboard, variables: [choice] };

  it('is one of them, chosen at first, in the console', () => {
    expect(toPerses(board).spec.variables).toMatchObject([
      {
        spec: {
          name: 'by',
          allowMultiple: false,
          allowAllValue: false,
          defaultValue: 'model_name',
          plugin: {
            kind: 'StaticListVariable',
            spec: {
              values: [
                { value: 'agent_name', label: 'Agent' },
                { value: 'model_name', label: 'Model' },
              ],
            },
          },
        },
      },
    ]);
  });

  it('is one of them, chosen at first, in Grafana', () => {
    expect(toGrafana(board).templating?.list).toMatchObject([
      {
        name: 'by',
        type: 'custom',
        query: 'Agent : agent_name, Model : model_name',
        current: { text: 'Model', value: 'model_name' },
      },
    ]);
  });
});
