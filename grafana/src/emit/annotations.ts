import * as grafana from '@grafana/grafana-foundation-sdk/dashboard';
import type { Mark } from '../model.js';
import { SEVERITY_COLOR } from './colors.js';
import { source } from './grafana-panels.js';

const NEITHER_GOOD_NOR_BAD = '#3b78c4';

/** Marks on every graph of a dashboard, which can be switched off by their name. */
export const annotationBuilder = ({
  name,
  query,
  title,
  tags,
  severity,
}: Mark): grafana.AnnotationQueryBuilder =>
  new grafana.AnnotationQueryBuilder()
    .name(name)
    .datasource(source('loki'))
    .enable(true)
    .iconColor(severity === undefined ? NEITHER_GOOD_NOR_BAD : SEVERITY_COLOR[severity])
    .expr(query)
    .titleFormat(`{{${title}}}`)
    .tagKeys(tags.join(','));
