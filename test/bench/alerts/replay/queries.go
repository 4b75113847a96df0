package main

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

// query is a rule's expression, which Prometheus's engine answers for many moments at once, as for a
// graph: for each moment it gives what it would give for that alone, in a small part of the time.
type query struct {
	promql.Query
	view      *view
	statement *parser.EvalStmt
	selectors []*parser.VectorSelector
}

func newEngine(p parser.Parser) *promql.Engine {
	return promql.NewEngine(promql.EngineOpts{
		MaxSamples:    50_000_000,
		Timeout:       10 * time.Minute,
		LookbackDelta: lookback,
		Parser:        p,
	})
}

// newQuery parses an expression once.
func newQuery(engine *promql.Engine, db *store, text string, interval time.Duration) (*query, error) {
	v := &view{store: db, late: map[string]bool{}}
	begin := time.UnixMilli(0)
	created, err := engine.NewRangeQuery(context.Background(), v, nil, text, begin, begin.Add(interval), interval)
	if err != nil {
		return nil, err
	}
	q := &query{Query: created, view: v, statement: created.Statement().(*parser.EvalStmt)}
	parser.Inspect(q.statement.Expr, func(node parser.Node, _ []parser.Node) error {
		switch node := node.(type) {
		case *parser.VectorSelector:
			q.selectors = append(q.selectors, node)
		case *parser.SubqueryExpr:
			err = fmt.Errorf("%s has moments of its own, which see what has not arrived", node)
		}
		return nil
	})
	return q, err
}

// over answers the query for each moment from one to another. Selectors must forget what they found
// before: the engine takes it for found already.
func (q *query) over(first, last time.Time) (promql.Matrix, error) {
	q.statement.Start, q.statement.End = first, last
	q.view.moments = moments{
		first: first.UnixMilli(),
		step:  q.statement.Interval.Milliseconds(),
		last:  last.UnixMilli(),
	}
	for _, selector := range q.selectors {
		selector.Series = nil
	}
	result := q.Exec(context.Background())
	if result.Err != nil {
		return nil, result.Err
	}
	return result.Matrix()
}
