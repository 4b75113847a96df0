import { execFile } from 'node:child_process';
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const grafana = join(import.meta.dirname, '../..');
const dashboards = globSync('dashboards/*.json', { cwd: grafana }).map((path) => ({
  name: basename(path, '.json'),
  json: readFileSync(join(grafana, path), 'utf8'),
}));

/** What somebody may get wrong, in any dashboard that has it. */
const MISTAKES: Readonly<Record<string, readonly [RegExp, string]>> = {
  'a field of the dashboard that there is not': [/"refresh":/, '"refreshEvery":'],
  'a field of a panel that there is not': [/"gridPos":/, '"position":'],
  'a field of a query that there is not': [/"legendFormat":/, '"legend":'],
  'a kind of panel that is not used': [/"type": "timeseries"/, '"type": "timeserie"'],
  'a value of an enumeration that there is not': [/"graphMode": "area"/, '"graphMode": "filled"'],
  'a number of an enumeration that there is not': [/"graphTooltip": 1/, '"graphTooltip": 4'],
  'a kind of variable that there is not': [/"type": "query"/, '"type": "label"'],
  'a way to draw lines that there is not': [
    /"stacking": \{\s+"mode": "none"/,
    '"stacking": { "mode": "off"',
  ],
  'a transformation that is not used': [/"id": "joinByField"/, '"id": "join"'],
  'an option of the list of alerts that there is not': [/"stateFilter":/, '"states":'],
  'a colour of a cell that there is not': [/"type": "color-text"/, '"type": "colour-text"'],
  'a text where a number belongs': [/"schemaVersion": (\d+)/, '"schemaVersion": "$1"'],
};

let folder: string;
let refused: ReadonlySet<string>;
let said: string;

const write = (name: string, json: string): void =>
  writeFileSync(
    join(folder, `${name}.ts`),
    `import type { GrafanaJson } from '../../src/schema/grafana-json.ts';\nexport const dashboard: GrafanaJson = ${json};\n`,
  );

// One run of the compiler for all of them.
beforeAll(async () => {
  mkdirSync(join(grafana, 'dist'), { recursive: true });
  folder = mkdtempSync(join(grafana, 'dist/schema-'));
  for (const { name, json } of dashboards) write(name, json);
  for (const [index, [wrong, instead]] of Object.values(MISTAKES).entries()) {
    const { json } = dashboards.find((each) => wrong.test(each.json))!;
    write(`mistake-${index}`, json.replace(wrong, instead));
  }
  const options =
    '--ignoreConfig --noEmit --strict --skipLibCheck --module nodenext --target es2024 --types node --allowImportingTsExtensions --pretty false';
  said = await new Promise<string>((resolve) => {
    execFile(
      join(grafana, '../node_modules/.bin/tsc'),
      [...options.split(' '), ...readdirSync(folder).map((file) => join(folder, file))],
      { cwd: grafana, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout, stderr) => resolve(stdout + stderr),
    );
  });
  const found = [...said.matchAll(/schema-\w+\/([\w-]+)\.ts\(\d+,\d+\): error/g)];
  refused = new Set(found.map(([, name]) => name!));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every dashboard is what Grafana takes for one', () => {
  expect(dashboards.length).toBeGreaterThan(10);
  expect(
    dashboards.filter(({ name }) => refused.has(name)).map(({ name }) => name),
    said,
  ).toEqual([]);
});

test.each(Object.keys(MISTAKES).map((mistake, index): [string, number] => [mistake, index]))(
  '%s is refused',
  (_mistake, index) => {
    expect([...refused]).toContain(`mistake-${index}`);
  },
);
