package main

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
	"github.com/prometheus/prometheus/storage"
)

// newQueries answers rules by Prometheus's engine. An expression is parsed and prepared once, and
// executed for each moment: parsing it anew, as Prometheus does, would take longer than answering it.
func newQueries(db storage.Queryable, p parser.Parser) rules.QueryFunc {
	engine := promql.NewEngine(promql.EngineOpts{
		MaxSamples:           50_000_000,
		Timeout:              2 * time.Minute,
		LookbackDelta:        lookback,
		EnableAtModifier:     true,
		EnableNegativeOffset: true,
		Parser:               p,
	})
	known := map[string]*prepared{}
	return func(ctx context.Context, text string, at time.Time) (promql.Vector, error) {
		query, ok := known[text]
		if !ok {
			created, err := engine.NewInstantQuery(ctx, db, nil, text, at)
			if err != nil {
				return nil, err
			}
			query = prepare(created)
			known[text] = query
		}
		result := query.at(ctx, at)
		if result.Err != nil {
			return nil, result.Err
		}
		switch value := result.Value.(type) {
		case promql.Vector:
			return value, nil
		case promql.Scalar:
			return promql.Vector{{T: value.T, F: value.V}}, nil
		default:
			return nil, fmt.Errorf("%s is neither a vector nor a scalar", text)
		}
	}
}

// prepared is a query that is executed again and again.
type prepared struct {
	promql.Query
	statement *parser.EvalStmt
	selectors []*parser.VectorSelector
}

func prepare(query promql.Query) *prepared {
	p := &prepared{Query: query, statement: query.Statement().(*parser.EvalStmt)}
	parser.Inspect(p.statement.Expr, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			p.selectors = append(p.selectors, selector)
		}
		return nil
	})
	return p
}

// at executes the query for a moment. Selectors must forget what they found before: the engine
// takes it for found already.
func (p *prepared) at(ctx context.Context, at time.Time) *promql.Result {
	p.statement.Start, p.statement.End = at, at
	for _, selector := range p.selectors {
		selector.Series = nil
	}
	return p.Exec(ctx)
}
