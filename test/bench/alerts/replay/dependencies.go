package main

import (
	"slices"
	"sort"
	"time"
)

// task is recording rules that are evaluated together: one for all moments of a span, or one or
// several that read what they recorded before, moment by moment.
type task struct {
	recorders []*recorder
	stepwise  bool
	// How many tasks come one after another until this can.
	level int
}

func (t *task) run() error {
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

// readByAlerts leaves out the rules that no alert reads, nor any rule that one reads: what is recorded
// for dashboards alone.
func readByAlerts(recorders []*recorder, alerts []*alerter) []*recorder {
	byName := map[string][]*recorder{}
	for _, each := range recorders {
		byName[each.rule.Name()] = append(byName[each.rule.Name()], each)
	}
	read := map[*recorder]bool{}
	var visit func(q *query)
	visit = func(q *query) {
		for _, selector := range q.selectors {
			for _, each := range byName[selector.Name] {
				if !read[each] {
					read[each] = true
					visit(each.query)
				}
			}
		}
	}
	for _, each := range alerts {
		visit(each.query)
	}
	return slices.DeleteFunc(recorders, func(each *recorder) bool { return !read[each] })
}

// inOrder brings rules, given in the order of their files, into levels: each comes after all that it
// reads, and those of a level read nothing of each other. Rules that read each other become one task.
func inOrder(recorders []*recorder) [][]*task {
	var (
		levels [][]*task
		reads  = readsOf(recorders)
		// Tarjan's strongly connected components: they come out in the order that is needed.
		index, low = map[int]int{}, map[int]int{}
		open       []int
		taskOf     = map[int]*task{}
		visit      func(v int)
	)
	visit = func(v int) {
		index[v] = len(index) + 1
		low[v] = index[v]
		open = append(open, v)
		for _, w := range reads[v] {
			if index[w] == 0 {
				visit(w)
				low[v] = min(low[v], low[w])
			} else if taskOf[w] == nil {
				low[v] = min(low[v], index[w])
			}
		}
		if low[v] != index[v] {
			return
		}
		from := slices.Index(open, v)
		together := slices.Sorted(slices.Values(open[from:]))
		open = open[:from]
		created := &task{stepwise: len(together) > 1}
		for _, w := range together {
			created.recorders = append(created.recorders, recorders[w])
			for _, read := range reads[w] {
				if before := taskOf[read]; before != nil {
					created.level = max(created.level, before.level+1)
				}
			}
			created.stepwise = created.stepwise || slices.Contains(reads[w], w)
		}
		for _, w := range together {
			taskOf[w] = created
		}
		for len(levels) <= created.level {
			levels = append(levels, nil)
		}
		levels[created.level] = append(levels[created.level], created)
	}
	for v := range recorders {
		if index[v] == 0 {
			visit(v)
		}
	}
	return levels
}

// readsOf lists for each rule those that it reads, and tells its query of which of them it reads what
// was recorded before: those that come later in the same group, and itself.
func readsOf(recorders []*recorder) [][]int {
	byName := map[string][]int{}
	for i, each := range recorders {
		byName[each.rule.Name()] = append(byName[each.rule.Name()], i)
	}
	reads := make([][]int, len(recorders))
	for i, each := range recorders {
		for _, selector := range each.query.selectors {
			for _, read := range byName[selector.Name] {
				reads[i] = append(reads[i], read)
				if read >= i && recorders[read].schedule == each.schedule {
					each.query.view.late[selector.Name] = true
				}
			}
		}
	}
	return reads
}
