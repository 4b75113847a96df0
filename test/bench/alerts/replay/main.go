// Command replay runs Prometheus's rules over samples in simulated time: it reads what applications
// report from stdin, evaluates each group of the rule files at its own interval, and writes each
// alert that fires or is over as a line of JSON.
//
// A line of the input is one of
//
//	D ID KIND SOURCE START BOUNDS LABELS   a series begins: c(ounter), g(auge) or h(istogram)
//	+ ID NUMBER                            a counter rises
//	= ID NUMBER                            a gauge changes
//	o ID NUMBER [COUNT]                    a histogram observes
//	E ID                                   a series ends
//	T SOURCE TIME                          a source reports all its series, as OTLP does
//
// Times are Unix milliseconds.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace/noop"
)

func main() {
	start := flag.Int64("start", 0, "Unix milliseconds at which the rules begin to be evaluated")
	offset := flag.Duration("offset", 0, "moves the moments at which groups are evaluated")
	delivery := flag.Duration("delivery", time.Second, "from a report to its samples in Prometheus")
	flag.Parse()
	// There is memory enough, and one core; spans that nobody reads are made all the same.
	debug.SetGCPercent(800)
	otel.SetTracerProvider(noop.NewTracerProvider())
	if err := run(flag.Args(), time.UnixMilli(*start), *offset, *delivery); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(files []string, start time.Time, offset, delivery time.Duration) error {
	groups, options, err := loadRules(files, os.Stderr)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	options.NotifyFunc = tell(json.NewEncoder(out))
	db := newStore(keepMillis(groups))
	reports := newReports(db)
	rules := newRuler(groups, options, db, start, offset)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		at, err := reports.read(lines.Text())
		if err != nil {
			return fmt.Errorf("%q: %w", lines.Text(), err)
		}
		if at == nil {
			continue
		}
		if err := rules.until(at.time.Add(delivery)); err != nil {
			return err
		}
		reports.arrive(at)
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return out.Flush()
}

func newLogger(to io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(to, &slog.HandlerOptions{Level: slog.LevelWarn}))
}
