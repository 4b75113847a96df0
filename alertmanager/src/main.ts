/** Renders alertmanager/alertmanager.yml; {@link runGenerate} says with which options. */
import { runGenerate } from '@agent-vitals/config';
import { renderRoutes } from './routes.js';

runGenerate((config) => [{ path: 'alertmanager/alertmanager.yml', content: renderRoutes(config) }]);
