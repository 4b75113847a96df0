package main

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

// recording is a rule that records, and how often it does.
type recording struct {
	rulefmt.Rule
	// In milliseconds.
	step int64
	// What it reads.
	reads []selector
	// How many series there were of what it reads when it was evaluated last.
	seen int
}

// How often rules are evaluated until none adds a series: what they read of each other's past is there
// at all times once they have a value.
const mostRounds = 8

// allSeries are those that are reported and those that the rules make of them, whose usual values are
// the ones that the rules give at a few moments before a time. Those that are not asked for are left out.
func allSeries(from catalogue, now, step int64) ([]*series, error) {
	var all []*series
	for _, each := range from.Series {
		all = append(all, newReported(each, step))
	}
	rules, err := recordings(from.Rules, step)
	if err != nil {
		return nil, err
	}
	rules = needed(rules, from.Names)
	w := newWorld(all)
	engine := promql.NewEngine(promql.EngineOpts{
		MaxSamples:    math.MaxInt32,
		Timeout:       time.Hour,
		LookbackDelta: 5 * time.Minute,
		Parser:        promqlParser,
	})
	known := map[uint64]bool{}
	for round := 0; round < mostRounds; round++ {
		before := len(all)
		for _, rule := range rules {
			there := w.count(rule.reads)
			if there == rule.seen {
				continue
			}
			rule.seen = there
			for _, hoursAgo := range []int64{0, 7, 13} {
				found, err := rule.evaluate(engine, w, now-hoursAgo*hour)
				if err != nil {
					return nil, err
				}
				for _, each := range found {
					if hash := each.labels.Hash(); !known[hash] {
						known[hash] = true
						all = append(all, each)
						w.add(each)
					}
				}
			}
		}
		if len(all) == before {
			break
		}
	}
	return slices.DeleteFunc(all, func(s *series) bool {
		return !slices.Contains(from.Names, s.labels.Get(labels.MetricName))
	}), nil
}

var promqlParser = parser.NewParser(parser.Options{})

func recordings(files []string, step int64) (all []*recording, err error) {
	for _, file := range files {
		groups, errs := rulefmt.ParseFile(file, false, model.UTF8Validation, promqlParser, nil)
		if len(errs) > 0 {
			return nil, errs[0]
		}
		for _, group := range groups.Groups {
			interval := time.Duration(group.Interval).Milliseconds()
			for _, rule := range group.Rules {
				if rule.Record == "" {
					continue
				}
				reads, err := selectorsOf(rule.Expr)
				if err != nil {
					return nil, err
				}
				all = append(all, &recording{Rule: rule, step: max(step, interval), reads: reads})
			}
		}
	}
	return all, nil
}

// needed are the rules whose series are asked for, and those that they read.
func needed(rules []*recording, names []string) []*recording {
	var reads []selector
	wanted := map[*recording]bool{}
	for more := true; more; {
		more = false
		for _, rule := range rules {
			if wanted[rule] || !slices.Contains(names, rule.Record) && !isRead(labels.FromStrings(labels.MetricName, rule.Record), reads) {
				continue
			}
			wanted[rule], more = true, true
			reads = append(reads, rule.reads...)
		}
	}
	return slices.DeleteFunc(rules, func(rule *recording) bool { return !wanted[rule] })
}

func (r *recording) evaluate(engine *promql.Engine, w *world, at int64) (found []*series, err error) {
	query, err := engine.NewInstantQuery(context.Background(), w, nil, r.Expr, time.UnixMilli(at))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Record, err)
	}
	defer query.Close()
	result := query.Exec(context.Background())
	if result.Err != nil {
		return nil, fmt.Errorf("%s: %w", r.Record, result.Err)
	}
	vector, err := result.Vector()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Record, err)
	}
	for _, each := range vector {
		builder := labels.NewBuilder(each.Metric)
		builder.Set(labels.MetricName, r.Record)
		for name, value := range r.Labels {
			builder.Set(name, value)
		}
		s := newSeries(builder.Labels(), r.step)
		s.recorded = true
		s.level = each.F
		if each.H != nil {
			s.moment = each.H.Copy()
		}
		found = append(found, s)
	}
	slices.SortFunc(found, func(a, b *series) int { return labels.Compare(a.labels, b.labels) })
	return found, nil
}

// selector is what a query asks of the names of series.
type selector []*labels.Matcher

func selectorsOf(query string) (all []selector, err error) {
	expr, err := promqlParser.ParseExpr(query)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", query, err)
	}
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		if found, ok := node.(*parser.VectorSelector); ok {
			if names := nameMatchers(found.LabelMatchers); len(names) > 0 {
				all = append(all, names)
			}
		}
		return nil
	})
	return all, nil
}

// isRead tells whether one of the selectors reads series of this name.
func isRead(name labels.Labels, by []selector) bool {
	return slices.ContainsFunc(by, func(each selector) bool { return matches(name, each) })
}
