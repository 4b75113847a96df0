package main

// moments is a row of times for which a query is evaluated, as a selector of it sees them: earlier
// by its offset. All are in milliseconds.
type moments struct {
	first, step, last, offset int64
}

// shifted is how a selector with an offset sees them.
func (m moments) shifted(offset int64) moments {
	return moments{m.first - offset, m.step, m.last - offset, offset}
}

// lastWithout finds the last moment that must not see a sample, though it is after its time, because
// the sample arrived later; it returns the millisecond after it, and 0 where there is none.
func (m moments) lastWithout(time, arrival int64) int64 {
	limit := min(arrival-m.offset-1, m.last)
	if limit < m.first {
		return 0
	}
	moment := m.first + (limit-m.first)/m.step*m.step
	if moment < time {
		return 0
	}
	return moment + 1
}
