// Command fill writes blocks of Prometheus as they are after months of many agents: raw series whose
// values are functions of time, and what the recording rules make of them. It reads a catalogue as
// JSON from stdin, writes the blocks that are missing in a folder, and the newest hours as the log of
// what is in no block yet.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"time"
)

// catalogue is what applications report and what is made of it.
type catalogue struct {
	// Series as they arrive.
	Series []*reported `json:"series"`
	// Rule files of Prometheus.
	Rules []string `json:"rules"`
	// Names of the series that will be asked for: no others are written.
	Names []string `json:"names"`
}

func main() {
	var (
		dir    = flag.String("dir", "", "folder of what Prometheus has in memory")
		blocks = flag.String("blocks", "", "folder of the blocks, which stay right when time goes on")
		from   = flag.Int64("from", 0, "Unix seconds of the first sample")
		to     = flag.Int64("to", 0, "Unix seconds after the last sample")
		step   = flag.Duration("step", 30*time.Second, "time between two samples of what is reported")
		budget = flag.Duration("budget", time.Hour, "begin no further block after this time")
	)
	flag.Parse()
	// There is memory enough.
	debug.SetGCPercent(400)
	if err := run(*dir, *blocks, *from*1000, *to*1000, step.Milliseconds(), *budget); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir, blocks string, from, to, step int64, budget time.Duration) error {
	began := time.Now()
	var input catalogue
	if err := json.NewDecoder(os.Stdin).Decode(&input); err != nil {
		return fmt.Errorf("catalogue: %w", err)
	}
	all, err := allSeries(input, to, step)
	if err != nil {
		return err
	}
	fmt.Printf("%d series after %.0f s\n", len(all), time.Since(began).Seconds())
	head := headBegins(to)
	for _, each := range missingBlocks(blocks, from, head) {
		if time.Since(began) > budget {
			return fmt.Errorf("not all is written; go on with another call")
		}
		written, err := writeBlock(blocks, each.from, each.to, all)
		if err != nil {
			return fmt.Errorf("block from %s: %w", time.UnixMilli(each.from).UTC(), err)
		}
		report(each, written)
	}
	written, err := writeHead(dir, head, to, all)
	if err != nil {
		return fmt.Errorf("head: %w", err)
	}
	report(part{head, to}, written)
	return nil
}

func report(of part, written written) {
	fmt.Printf("%s %5.1f h %9d samples in %.1f s\n", time.UnixMilli(of.from).UTC().Format(time.RFC3339),
		float64(of.to-of.from)/3.6e6, written.samples, written.took.Seconds())
}
