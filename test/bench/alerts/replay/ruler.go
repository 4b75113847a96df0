package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"sort"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/prometheus/rules"
)

// ruler evaluates rules at the pace of their groups, in simulated time. Prometheus evaluates all
// rules for a moment and then for the next; the ruler evaluates a rule for all moments of a span and
// then the next rule, which gives the same where a rule is evaluated after all that it reads.
type ruler struct {
	db      *store
	groups  []*schedule
	records [][]*task
	alerts  []*alerter
	out     *bufio.Writer
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
	r := &ruler{db: db, out: bufio.NewWriter(out)}
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
				r.alerts = append(r.alerts, newAlerter(at, group, rule, query, options))
			}
		}
	}
	r.records = inOrder(readByAlerts(recorders, r.alerts))
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
	for _, level := range r.records {
		if err := each(level, (*task).run); err != nil {
			return err
		}
	}
	if err := each(r.alerts, (*alerter).run); err != nil {
		return err
	}
	for _, at := range r.groups {
		at.next = at.last.Add(at.interval)
	}
	r.db.forget(end.UnixMilli())
	return r.announce()
}

// announce writes what alerts began or ended, in the order of time.
func (r *ruler) announce() error {
	var all []told
	for _, each := range r.alerts {
		all = append(all, each.told...)
		each.told = nil
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].At < all[j].At })
	lines := json.NewEncoder(r.out)
	for _, each := range all {
		if err := lines.Encode(each); err != nil {
			return err
		}
	}
	return r.out.Flush()
}

// workers is how many rules are evaluated at a time.
const workers = 2

// each does something with all values, some at a time.
func each[T any](values []T, do func(T) error) error {
	var (
		next   atomic.Int64
		group  sync.WaitGroup
		failed [workers]error
	)
	for worker := range workers {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(values)) && failed[worker] == nil; i = next.Add(1) - 1 {
				failed[worker] = do(values[i])
			}
		})
	}
	group.Wait()
	return errors.Join(failed[:]...)
}
