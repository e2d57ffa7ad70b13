/**
 * The one place that reads the time. In development `POST /dev/clock` moves it forward and
 * `/dev/clock/back` back: all objects of a local workerd share this module, so they move together. The
 * offset is lost with the process.
 */
let offsetMs = 0;

export const now = (): number => Date.now() + offsetMs;

/** When a timer set for `time` on this clock is due on the machine's own. */
export const machineTime = (time: number): number => time - offsetMs;

/** Development only. */
export const advance = (ms: number): number => {
  offsetMs += ms;
  return now();
};
