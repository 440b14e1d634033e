package vettool

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

func TestDelayGCEndsWithFirstCollection(t *testing.T) {
	t.Setenv("GOGC", "")
	former := debug.SetGCPercent(100)
	t.Cleanup(func() { debug.SetGCPercent(former) })
	percent := func() uint64 {
		sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}

	t.Run("respects GOGC", func(t *testing.T) {
		t.Setenv("GOGC", "50")
		delayGC(false)
		if got := percent(); got != 100 {
			t.Errorf("with GOGC set by the user, the percentage is %d, want it unchanged", got)
		}
	})
	for walksMuch, want := range map[bool]uint64{false: 100, true: 300} {
		debug.SetGCPercent(100)
		delayGC(walksMuch)
		if got := percent(); got <= want {
			t.Errorf("before the first collection the percentage is %d, want it raised above %d", got, want)
		}
		for start := time.Now(); percent() != want; runtime.GC() {
			if time.Since(start) > 10*time.Second {
				t.Fatalf("after garbage collections the percentage is %d, want %d", percent(), want)
			}
			time.Sleep(time.Millisecond)
		}
	}
}
