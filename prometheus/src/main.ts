/** Renders prometheus/rules and their cases from vitals.yaml; {@link runGenerate} says with which options. */
import { runGenerate } from '@agent-vitals/config';
import { renderRuleFiles } from './rule-files.js';

runGenerate(renderRuleFiles);
