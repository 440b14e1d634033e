package weights

import (
	"context"

	"golang.org/x/sync/semaphore"
)

// One release gives back what several calls acquired.

func sum(s *semaphore.Weighted, a, b int64) {
	s.Acquire(context.Background(), a)
	s.Acquire(context.Background(), b)
	s.Release(a + b)
}

func allThereIs(s *semaphore.Weighted) {
	n := int64(0)
	for s.TryAcquire(1) {
		n++
	}
	s.Release(n)
}

func upgraded(ctx context.Context, s *semaphore.Weighted) {
	if s.Acquire(ctx, 1) != nil {
		return
	}
	if s.Acquire(ctx, 7) != nil {
		s.Release(1)
		return
	}
	defer s.Release(8)
}

func oneByOne(ctx context.Context, s *semaphore.Weighted, n int) bool {
	for i := range n {
		if s.Acquire(ctx, 1) != nil {
			for j := 0; j < i; j++ {
				s.Release(1)
			}
			return false
		}
	}
	s.Release(int64(n))
	return true
}

func neither(ctx context.Context, s *semaphore.Weighted, bad bool) {
	if s.Acquire(ctx, 1) != nil {
		return
	}
	if s.Acquire(ctx, 7) != nil { // want `s, acquired at line 53, is not released when the function returns at line 57 \[leakedguard\]`
		return
	}
	if bad {
		return
	}
	s.Release(8)
}
