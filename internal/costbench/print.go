package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// printTimes prints the medians over the rounds, and those of the ratios to
// the first tool.
func printTimes(w io.Writer, tools []tool, rounds []round) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "CPU\tcold\tratio\twarm\tratio")
	for i, t := range tools {
		var cold, warm, coldRatio, warmRatio []float64
		for _, r := range rounds {
			cold = append(cold, r[i].cold.Seconds())
			warm = append(warm, r[i].warm.Seconds())
			coldRatio = append(coldRatio, r[i].cold.Seconds()/r[0].cold.Seconds())
			warmRatio = append(warmRatio, r[i].warm.Seconds()/r[0].warm.Seconds())
		}
		fmt.Fprintf(tw, "%s\t%.2f s\t%.3f\t%.2f s\t%.3f\n", t.name,
			median(cold), median(coldRatio), median(warm), median(warmRatio))
	}
	tw.Flush()
}

// printUnits compares what the processes of the two tools needed.
func printUnits(w io.Writer, noop, ctxvet []unit) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "\nprocesses\tnumber\tnoop CPU\tctxvet CPU\tratio\tfacts per package")
	for k := std; k <= mainModule; k++ {
		n, a, _ := total(noop, k)
		_, b, facts := total(ctxvet, k)
		if n == 0 {
			continue
		}
		fmt.Fprintf(tw, "%s\t%d\t%.2f s\t%.2f s\t%.3f\t%d bytes\n", k, n, a.Seconds(), b.Seconds(), b.Seconds()/a.Seconds(), facts/n)
	}
	small, large := peak(noop), peak(ctxvet)
	fmt.Fprintf(tw, "\nlargest process\tnoop\tctxvet\tratio\n")
	fmt.Fprintf(tw, "\t%d MB\t%d MB\t%.2f\n", small.RSS>>20, large.RSS>>20, float64(large.RSS)/float64(max(small.RSS, 1)))
	tw.Flush()

	fmt.Fprintln(w, "\nthe packages on which ctxvet spends most beyond the noop:")
	base := make(map[string]time.Duration)
	for _, u := range noop {
		base[u.Package] = u.CPU
	}
	slices.SortFunc(ctxvet, func(a, b unit) int {
		return cmp.Or(cmp.Compare(b.CPU-base[b.Package], a.CPU-base[a.Package]), cmp.Compare(a.Package, b.Package))
	})
	for _, u := range ctxvet[:min(8, len(ctxvet))] {
		fmt.Fprintf(w, "  %6d ms  %s (noop %d ms, facts %d bytes)\n",
			(u.CPU - base[u.Package]).Milliseconds(), u.Package, base[u.Package].Milliseconds(), u.Facts)
	}
}

func total(units []unit, k kind) (n int, cpu time.Duration, facts int) {
	for _, u := range units {
		if u.Kind == k {
			n++
			cpu += u.CPU
			facts += u.Facts
		}
	}
	return n, cpu, facts
}

func peak(units []unit) unit {
	return slices.MaxFunc(units, func(a, b unit) int { return cmp.Compare(a.RSS, b.RSS) })
}

func median(values []float64) float64 {
	s := slices.Sorted(slices.Values(values))
	if n := len(s); n%2 == 0 {
		return (s[n/2-1] + s[n/2]) / 2
	}
	return s[len(s)/2]
}
