import { afterAll, vi } from "vitest";

// The files of a worker share a process: what one of them faked is real again for the next.
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
