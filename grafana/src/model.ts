/**
 * What a dashboard is, before any program's JSON: panels as data. The emitters beside this file
 * turn it into Grafana's and into Perses' form.
 */

/** What a value counts, which decides how every axis and number is written. */
export type Unit =
  | 'seconds'
  | 'ratio' // 0 to 1, shown in percent
  | 'points' // differences of ratios, of which 1 is a percentage point
  | 'count'
  | 'per second'
  | 'per minute'
  | 'tokens'
  | 'tokens per second'
  | 'USD'
  | 'USD per hour'
  | 'score' // 0 to 100
  | 'times' // multiples
  | 'number' // with decimals
  | 'mixed' // in the unit of its row: the digits that matter
  | 'cores'
  | 'days'
  | 'bytes'
  | 'bytes per second';

/** How bad a value is. */
export type Severity = 'good' | 'warning' | 'critical';

/** A limit drawn on a panel; at and above it the value has the colour of its severity. */
export interface Threshold {
  /** In the panel's unit. */
  readonly value: number;
  readonly severity: Severity;
}

/**
 * A PromQL query, in which the dashboard's variables and `$__rate_interval` may stand, or a LogQL
 * query, in which `$__auto` is the window between two points.
 */
export interface MetricQuery {
  readonly expr: string;
  /** Name of each series; `{{label}}` stands for a label's value. */
  readonly legend: string;
  /** Who is asked; all queries of a panel ask the same. Default `prometheus`. */
  readonly from?: 'prometheus' | 'loki';
  /** How bad what the query counts is: its colour. Default: series are told apart by colours. */
  readonly severity?: Severity;
  /**
   * Draw single observations that lead to their traces. Only of what reads a histogram itself:
   * nothing recorded has any. Default false.
   */
  readonly exemplars?: boolean;
  /** Seconds between two points at least, where what is asked for is recorded less often. Default 15. */
  readonly minStepSeconds?: number;
}

/** A column of numbers. */
export interface ValueColumn {
  readonly title: string;
  readonly unit: Unit;
  readonly expr: string;
  /**
   * Columns, by their titles, from which the console takes what `expr` says: `b` as a part of `a`, less
   * one, or less `a` in points. Grafana asks for it. Default: both ask for it.
   */
  readonly follows?: {
    readonly a: string;
    readonly b: string;
    readonly as: 'relative' | 'points';
  };
}

/** A column of words, which a query gives as the values of a label. */
interface WordColumn {
  readonly title: string;
  readonly label: string;
  readonly expr: string;
  /** The words that have a colour, and how bad what they say is. */
  readonly severities: Readonly<Record<string, Severity>>;
}

/** A column of a table: a query with one sample for each row. */
type Column = ValueColumn | WordColumn;

/** A dashboard that answers the next question. */
export interface DashboardLink {
  readonly title: string;
  /** Its name. */
  readonly dashboard: string;
  /** Variables that both dashboards have, which keep their values. Default: none. */
  readonly keep?: readonly string[];
  /** Variables of the other dashboard that get a value. Default: none. */
  readonly choose?: Readonly<Record<string, string>>;
}

/** A page of the console that answers the next question. */
interface PageLink {
  readonly title: string;
  /** Path in the console, with its leading slash. */
  readonly path: string;
}

/** Where the next question is answered. */
export type PanelLink = DashboardLink | PageLink;

interface PanelBase {
  /** Unique in the dashboard, in kebab-case; stable, since links and tests name it. */
  readonly id: string;
  readonly title: string;
  /** What the panel shows and what good looks like. */
  readonly description: string;
  /** Columns of 24. */
  readonly width: number;
  /** Where whoever is not content with what the panel shows looks next. */
  readonly links: readonly [PanelLink, ...PanelLink[]];
}

interface MetricPanelBase extends PanelBase {
  readonly unit: Unit;
  readonly queries: readonly MetricQuery[];
  /** From the lowest to the highest. */
  readonly thresholds?: readonly Threshold[];
  /** How bad a value below every threshold is. Default `good`. */
  readonly below?: Severity;
}

/** The latest value, large, over a small history. */
export interface StatPanel extends MetricPanelBase {
  readonly kind: 'stat';
  /**
   * The value of this moment, with no history: the last step of a day is up to five minutes old, too
   * long for what someone has to act on. Default false.
   */
  readonly now?: boolean;
}

/** Lines over time. */
export interface TimeSeriesPanel extends MetricPanelBase {
  readonly kind: 'time-series';
  /** Stack the series into areas, where their sum means something. Default false. */
  readonly stacked?: boolean;
}

/**
 * Alerts that fire now. The query gives one sample for each, labelled with `alertname` and
 * `severity`, whose value is the Unix time in seconds since when it is active.
 */
export interface AlertsPanel extends PanelBase {
  readonly kind: 'alerts';
  readonly unit: 'seconds';
  /**
   * How Grafana shows them; the console has one way. A `list` opens each alert, with its summary
   * and runbook, and shows all that fires, whatever the query leaves out. Default `table`.
   */
  readonly as?: 'table' | 'list';
  readonly query: string;
}

/** What queries answer at the end of the chosen time, side by side. */
export interface TablePanel extends PanelBase {
  readonly kind: 'table';
  /** What each row is about: a label that every column's query has, and its heading. */
  readonly rows: {
    readonly label: string;
    readonly title: string;
    /** Whether its values are several words, which take more room. Default false. */
    readonly long?: boolean;
  };
  readonly columns: readonly Column[];
  /**
   * How often what the columns ask for is recorded, in seconds: values are those of the last whole one.
   * Default: 15
   */
  readonly stepSeconds?: number;
  /** Title of the column whose largest value, or last word, comes first. Default: rows by what they are about. */
  readonly descendingBy?: string;
}

/** The newest log lines of a LogQL query, newest first. */
export interface LogsPanel extends PanelBase {
  readonly kind: 'logs';
  readonly query: string;
}

/**
 * Traces with a span of a service that carries these attributes, newest first. Grafana searches one
 * service at a time: there the panel is repeated for each that is chosen.
 */
export interface TracesPanel extends PanelBase {
  readonly kind: 'traces';
  /** A service's name; `$service` stands for the variable's. */
  readonly service: string;
  /**
   * Attributes of the span. One search for each entry; the answers are merged. A value may be a
   * variable, whose choices are searched for one by one; all of them are no condition. Grafana
   * cannot leave a condition out, so there such an attribute is no part of the search.
   */
  readonly searches: readonly Readonly<Record<string, string>>[];
  /** Further attributes as `key=value`, with spaces between them; variables may stand in it. */
  readonly attributes?: string;
  /** Name of the span: a text variable; empty is any. */
  readonly spanName?: string;
  /** Least and most time that the span took, such as `2s`: text variables; empty is no limit. */
  readonly minDuration?: string;
  readonly maxDuration?: string;
  /** How many traces each search may give. */
  readonly limit: number;
}

/** Any panel. */
export type Panel =
  | StatPanel
  | TimeSeriesPanel
  | TablePanel
  | AlertsPanel
  | LogsPanel
  | TracesPanel;

/** The panel of a kind. */
export type PanelOf<Kind extends Panel['kind']> = Extract<Panel, { kind: Kind }>;

/** Panels side by side, wrapped at 24 columns. */
export interface Row {
  readonly title: string;
  /** Height of each panel in grid units; a unit is about 30 pixels. */
  readonly height: number;
  readonly panels: readonly Panel[];
}

/** A choice of a variable. */
export interface Choice {
  readonly title: string;
  /** What stands in queries. */
  readonly value: string;
}

interface VariableBase {
  readonly name: string;
  readonly title: string;
}

/** A list to choose from, filled with a label's values; everything is chosen at first. */
export interface LabelVariable extends VariableBase {
  readonly kind?: 'label';
  /** Label whose values are the choices; a variable before it may stand for it. */
  readonly label: string;
  /** Selector of the series to look at, so that only what matters is offered. */
  readonly series: string;
  /** Whose label it is. Default `prometheus`. */
  readonly from?: 'prometheus' | 'loki';
  /**
   * The expression that stands for all choices: `.*` keeps series without the label, `.+` does
   * not. Loki needs `.+` in a selector's only matcher.
   */
  readonly all: '.*' | '.+';
}

/** A list of fixed choices; everything is chosen at first. */
export interface ChoiceVariable extends VariableBase {
  readonly kind: 'choice';
  readonly choices: readonly Choice[];
  /** What stands for all choices: a pattern, or a space where a choice adds a condition. */
  readonly all: '.*' | ' ';
  /** Whether several may be chosen at once. */
  readonly several: boolean;
}

/** A list of fixed choices of which always one is chosen. */
export interface OptionVariable extends VariableBase {
  readonly kind: 'option';
  readonly choices: readonly Choice[];
  /** The value that is chosen at first. */
  readonly initial: string;
}

/**
 * A field to type into, empty at first. In a query it stands as `${name:regex}` within backquotes,
 * so that whatever is typed is searched for literally. Grafana refuses a backquote in it.
 */
export interface TextVariable extends VariableBase {
  readonly kind: 'text';
}

/** What a visitor narrows a dashboard down by. */
export type Variable = LabelVariable | ChoiceVariable | OptionVariable | TextVariable;

/** Log events that are drawn over every graph as marks, where graphs can have any: in Grafana. */
export interface Mark {
  /** By which it is switched off. */
  readonly name: string;
  /** LogQL; the text of a mark is the log line. */
  readonly query: string;
  /** Label whose value is the title of a mark. */
  readonly title: string;
  /** Labels whose values are shown beside it. */
  readonly tags: readonly string[];
  /** How bad what happened is: its colour. Default: neither good nor bad. */
  readonly severity?: Severity;
}

/** A dashboard: one question, the worst on top. */
export interface Dashboard {
  /** Its name in addresses and its file's name, in kebab-case. */
  readonly name: string;
  readonly title: string;
  /** The question that it answers. */
  readonly description: string;
  readonly variables: readonly Variable[];
  readonly rows: readonly Row[];
  /** What is marked on its graphs beside what happened to alerts. Default: nothing. */
  readonly marks?: readonly Mark[];
  /** Time range shown at first, as a Prometheus duration. */
  readonly range: string;
  /** How often it refreshes by itself, as a Prometheus duration. */
  readonly refresh: string;
}
