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

// lookback is how old a sample may be and still count as the value of now: Prometheus's default.
const lookback = 5 * time.Minute

// loader reads rule files as Prometheus does, without annotations: nobody reads them here, and the
// queries in them cost more than the rules.
type loader struct {
	parser.Parser
	logger *slog.Logger
}

func (l loader) Load(file string, ignoreUnknown bool, names model.ValidationScheme) (*rulefmt.RuleGroups, []error) {
	loaded, errs := rulefmt.ParseFile(file, ignoreUnknown, names, l.Parser, l.logger)
	if len(errs) > 0 {
		return nil, errs
	}
	for _, group := range loaded.Groups {
		for i := range group.Rules {
			group.Rules[i].Annotations = nil
		}
	}
	return loaded, nil
}

func (l loader) Parse(text string) (parser.Expr, error) { return l.ParseExpr(text) }

// sequence leaves rules in the order of their file: the ruler finds out what depends on what.
type sequence struct{}

func (sequence) AnalyseRules([]rules.Rule) {}

// loadRules reads rule files.
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
		Metrics:                  rules.NewGroupMetrics(nil),
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
			parser.Inspect(rule.Query(), func(node parser.Node, path []parser.Node) error {
				selector, ok := node.(*parser.VectorSelector)
				if !ok {
					return nil
				}
				reach := selector.OriginalOffset + lookback + span
				for _, parent := range path {
					if matrix, ok := parent.(*parser.MatrixSelector); ok {
						reach += matrix.Range
					}
				}
				keep[selector.Name] = max(keep[selector.Name], reach.Milliseconds()+60_000)
				return nil
			})
		}
	}
	return keep
}
