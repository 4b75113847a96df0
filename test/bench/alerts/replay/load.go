package main

import (
	"context"
	"io"
	"log/slog"
	"net/url"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
)

// expression is a parsed expression that keeps its text: a rule asks for it with each evaluation,
// and to write it again costs as much as to answer it.
type expression struct {
	parser.Expr
	text string
}

func (e *expression) String() string { return e.text }

// loader reads rule files as Prometheus does.
type loader struct {
	parser.Parser
	logger *slog.Logger
}

func (l loader) Load(file string, ignoreUnknown bool, names model.ValidationScheme) (*rulefmt.RuleGroups, []error) {
	return rulefmt.ParseFile(file, ignoreUnknown, names, l.Parser, l.logger)
}

func (l loader) Parse(text string) (parser.Expr, error) {
	expr, err := l.ParseExpr(text)
	return &expression{expr, text}, err
}

// sequence leaves rules in the order of their file: what depends on what need not be known.
type sequence struct{}

func (sequence) AnalyseRules([]rules.Rule) {}

// loadRules reads rule files; their groups are not evaluated before newRuler.
func loadRules(files []string, log io.Writer) (map[string]*rules.Group, *rules.ManagerOptions, error) {
	logger := newLogger(log)
	promql := parser.NewParser(parser.Options{})
	options := &rules.ManagerOptions{
		Context:                  context.Background(),
		ExternalURL:              &url.URL{},
		ResendDelay:              1000 * time.Hour,
		Parser:                   promql,
		GroupLoader:              loader{promql, logger},
		RuleDependencyController: sequence{},
		Logger:                   logger,
	}
	groups, errs := rules.NewManager(options).LoadGroups(time.Minute, labels.EmptyLabels(), "", nil, false, files...)
	if len(errs) > 0 {
		return nil, nil, errs[0]
	}
	return groups, options, nil
}

// keepMillis tells for each metric that rules read how far back they look at most.
func keepMillis(groups map[string]*rules.Group) map[string]int64 {
	keep := map[string]int64{}
	for _, group := range groups {
		for _, rule := range group.Rules() {
			parser.Inspect(rule.Query().(*expression).Expr, func(node parser.Node, path []parser.Node) error {
				selector, ok := node.(*parser.VectorSelector)
				if !ok {
					return nil
				}
				reach := selector.OriginalOffset + lookback
				for _, parent := range path {
					switch parent := parent.(type) {
					case *parser.MatrixSelector:
						reach += parent.Range
					case *parser.SubqueryExpr:
						reach += parent.Range + parent.OriginalOffset
					}
				}
				keep[selector.Name] = max(keep[selector.Name], reach.Milliseconds()+60_000)
				return nil
			})
		}
	}
	return keep
}
