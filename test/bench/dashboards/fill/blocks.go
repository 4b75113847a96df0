package main

import (
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/prometheus/prometheus/tsdb"
)

// part of time that becomes a block.
type part struct {
	from, to int64
}

// What blocks span in a Prometheus that keeps 90 days: two hours at first, compacted three at a time
// until a tenth of the retention.
var spans = []int64{162 * hour, 54 * hour, 18 * hour, 6 * hour, 2 * hour}

// missingBlocks cuts time, until a full two hours, into blocks as Prometheus does, without what a
// folder has blocks of.
func missingBlocks(dir string, from, to int64) []part {
	present := blocksIn(dir)
	first := spans[len(spans)-1]
	for _, span := range spans {
		if span <= to-from {
			first = span
			break
		}
	}
	var missing []part
	for at := from - mod(from, first); at < to; {
		next := part{at, to}
		for _, span := range spans {
			if at%span == 0 && at+span <= to {
				next.to = at + span
				break
			}
		}
		if end, ok := present[at]; ok {
			at = end
			continue
		}
		missing = append(missing, next)
		at = next.to
	}
	return missing
}

// blocksIn tells where each block of a folder begins and ends.
func blocksIn(dir string) map[int64]int64 {
	present := map[int64]int64{}
	files, _ := filepath.Glob(filepath.Join(dir, "*", "meta.json"))
	for _, file := range files {
		var meta tsdb.BlockMeta
		if text, err := os.ReadFile(file); err == nil && json.Unmarshal(text, &meta) == nil {
			present[meta.MinTime] = meta.MaxTime
		}
	}
	return present
}
