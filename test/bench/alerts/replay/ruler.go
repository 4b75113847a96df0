package main

import (
	"bufio"
	"io"
	"sort"
	"time"

	"github.com/prometheus/prometheus/rules"
)

// ruler evaluates rules at the pace of their groups, in simulated time. Prometheus evaluates all
// rules for a moment and then for the next; the ruler evaluates a rule for all moments of a span and
// then the next rule, which gives the same where a rule is evaluated after all that it reads.
type ruler struct {
	db      *store
	groups  []*schedule
	records []task
	alerts  []*alerter
	told    *announcer
}

// schedule is when the rules of a group are evaluated.
type schedule struct {
	interval time.Duration
	// The next moment, and the last one before the end of what is evaluated now.
	next, last time.Time
}

// newRuler lets the groups read from and record into a store, from a time on. Prometheus spreads
// groups over their interval by a hash; the offset moves all of them, as other file names would.
func newRuler(groups map[string]*rules.Group, options *rules.ManagerOptions, db *store, start time.Time, offset time.Duration, out io.Writer) (*ruler, error) {
	r := &ruler{db: db, told: &announcer{out: bufio.NewWriter(out)}}
	engine := newEngine(options.Parser)
	keys := make([]string, 0, len(groups))
	for key := range groups {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	var recorders []*recorder
	for _, key := range keys {
		group := groups[key]
		interval := group.Interval()
		next := group.EvalTimestamp(start.UnixNano()).Add(offset % interval).Add(interval)
		at := &schedule{interval: interval, next: next}
		r.groups = append(r.groups, at)
		for _, rule := range group.Rules() {
			query, err := newQuery(engine, db, rule.Query().String(), interval)
			if err != nil {
				return nil, err
			}
			switch rule := rule.(type) {
			case *rules.RecordingRule:
				recorders = append(recorders, &recorder{schedule: at, rule: rule, query: query, db: db})
			case *rules.AlertingRule:
				r.alerts = append(r.alerts, newAlerter(at, group, rule, query, options, r.told))
			}
		}
	}
	r.records = inOrder(recorders)
	return r, nil
}

// until evaluates what is due before a time.
func (r *ruler) until(end time.Time) error {
	for _, at := range r.groups {
		due := end.Sub(at.next) - 1
		at.last = at.next.Add(due.Truncate(at.interval))
		if due < 0 {
			at.last = at.next.Add(-at.interval)
		}
	}
	for _, each := range r.records {
		if err := each.run(); err != nil {
			return err
		}
	}
	for _, each := range r.alerts {
		if err := each.run(); err != nil {
			return err
		}
	}
	for _, at := range r.groups {
		at.next = at.last.Add(at.interval)
	}
	r.db.forget(end.UnixMilli())
	return r.told.flush()
}
