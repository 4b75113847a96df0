package main

import (
	"slices"
	"sort"
	"time"

	"github.com/prometheus/prometheus/promql/parser"
)

// task is recording rules that are evaluated together: one for all moments of a span, or several
// that read each other's past, moment by moment.
type task struct {
	recorders []*recorder
	stepwise  bool
}

func (t task) run() error {
	if !t.stepwise {
		only := t.recorders[0]
		return only.record(only.next, only.last)
	}
	type turn struct {
		at time.Time
		*recorder
	}
	var turns []turn
	for _, each := range t.recorders {
		for at := each.next; !at.After(each.last); at = at.Add(each.interval) {
			turns = append(turns, turn{at, each})
		}
	}
	sort.SliceStable(turns, func(i, j int) bool { return turns[i].at.Before(turns[j].at) })
	for _, each := range turns {
		if err := each.record(each.at, each.at); err != nil {
			return err
		}
	}
	return nil
}

// inOrder brings rules, given in the order of their files, into one in which each comes after what it
// reads. A rule of the same group that comes later in the file, or the rule itself, is read as it
// was a moment ago: it must be evaluated neither before nor long after. Such rules, and others that
// read each other, become one task.
func inOrder(recorders []*recorder) []task {
	var (
		tasks []task
		needs = needsOf(recorders)
		// Tarjan's strongly connected components: they come out in the order that is needed.
		index, low = map[int]int{}, map[int]int{}
		open       []int
		visit      func(v int)
	)
	done := map[int]bool{}
	visit = func(v int) {
		index[v] = len(index) + 1
		low[v] = index[v]
		open = append(open, v)
		for _, w := range needs[v] {
			if index[w] == 0 {
				visit(w)
				low[v] = min(low[v], low[w])
			} else if !done[w] {
				low[v] = min(low[v], index[w])
			}
		}
		if low[v] != index[v] {
			return
		}
		from := sort.Search(len(open), func(i int) bool { return index[open[i]] >= index[v] })
		together := append([]int(nil), open[from:]...)
		open = open[:from]
		sort.Ints(together)
		created := task{stepwise: len(together) > 1}
		for _, w := range together {
			done[w] = true
			created.recorders = append(created.recorders, recorders[w])
			created.stepwise = created.stepwise || slices.Contains(needs[w], w)
		}
		tasks = append(tasks, created)
	}
	for v := range recorders {
		if index[v] == 0 {
			visit(v)
		}
	}
	return tasks
}

// needsOf lists for each rule those that must not be evaluated after it.
func needsOf(recorders []*recorder) [][]int {
	byName := map[string][]int{}
	for i, each := range recorders {
		byName[each.rule.Name()] = append(byName[each.rule.Name()], i)
	}
	needs := make([][]int, len(recorders))
	for i, each := range recorders {
		parser.Inspect(each.rule.Query(), func(node parser.Node, _ []parser.Node) error {
			if selector, ok := node.(*parser.VectorSelector); ok {
				for _, read := range byName[selector.Name] {
					needs[i] = append(needs[i], read)
					if read > i && recorders[read].schedule == each.schedule {
						needs[read] = append(needs[read], i)
					}
				}
			}
			return nil
		})
	}
	return needs
}
