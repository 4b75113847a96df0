/** Renders the dashboards' JSON, for Grafana and for the console; {@link runGenerate} says with which options. */
import { runGenerate } from '@agent-vitals/config';
import { renderDashboards } from './files.js';

runGenerate(renderDashboards);
