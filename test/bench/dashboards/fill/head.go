package main

import (
	"context"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
)

// headBegins is when the newest samples begin that a Prometheus has in memory and not yet in a block:
// it makes a block of the oldest two hours once it has three.
func headBegins(to int64) int64 {
	block := spans[len(spans)-1]
	return to - hour - mod(to-hour, block)
}

// atATime is how much of all series is written together: a head takes no sample that is older by more
// than an hour than the newest.
const atATime = hour / 4

// writeHead writes the log from which Prometheus has the newest samples in memory after its start.
func writeHead(dir string, from, to int64, all []*series) (result written, err error) {
	began := time.Now()
	db, err := tsdb.Open(dir, nil, nil, tsdb.DefaultOptions(), nil)
	if err != nil {
		return result, err
	}
	db.DisableCompactions()
	defer func() {
		if closed := db.Close(); err == nil {
			err = closed
		}
		result.took = time.Since(began)
	}()
	for at := from; at < to; at += atATime {
		app := db.Appender(context.Background())
		for _, each := range all {
			named := each.instanced(at)
			for _, meta := range each.chunks(at, min(at+atATime, to)) {
				if err := appendSamples(app, named, meta.Chunk); err != nil {
					return result, err
				}
				result.samples += uint64(meta.Chunk.NumSamples())
			}
		}
		if err := app.Commit(); err != nil {
			return result, err
		}
	}
	return result, nil
}

func appendSamples(app storage.Appender, of labels.Labels, chunk chunkenc.Chunk) error {
	samples := chunk.Iterator(nil)
	for kind := samples.Next(); kind != chunkenc.ValNone; kind = samples.Next() {
		var err error
		switch kind {
		case chunkenc.ValHistogram:
			t, sample := samples.AtHistogram(nil)
			_, err = app.AppendHistogram(0, of, t, sample, nil)
		case chunkenc.ValFloatHistogram:
			t, sample := samples.AtFloatHistogram(nil)
			_, err = app.AppendHistogram(0, of, t, nil, sample)
		default:
			t, value := samples.At()
			_, err = app.Append(0, of, t, value)
		}
		if err != nil {
			return err
		}
	}
	return samples.Err()
}
