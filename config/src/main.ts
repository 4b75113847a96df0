/**
 * Renders vitals.schema.json, the schema of vitals.yaml for editors; {@link runGenerate} says with
 * which options.
 */
import { runGenerate } from './generate-command.js';
import { renderJsonSchema } from './json-schema.js';

runGenerate(() => [{ path: 'vitals.schema.json', content: renderJsonSchema() }]);
