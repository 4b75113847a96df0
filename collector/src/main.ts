/** Renders the Collector's configuration for other SDKs; {@link runGenerate} says with which options. */
import { runGenerate } from '@agent-vitals/config';
import { renderConfigFiles } from './config-files.js';

runGenerate(renderConfigFiles);
