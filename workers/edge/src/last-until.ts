/** A log that is read by its numbers. */
interface NumberedLog<Entry> {
  readonly lastSeq: number;
  /** At most `limit` entries after `seq`, oldest first. */
  after(seq: number, limit: number): Entry[];
}

/**
 * Number of a log's last entry at `time` or before; 0 when there is none. Entries are stored in order of
 * time, so half the range is left at each step.
 */
export const lastUntil = <Entry extends { seq: number }>(
  log: NumberedLog<Entry>,
  timeOf: (entry: Entry) => number,
  time: number,
): number => {
  let known = 0;
  let beyond = log.lastSeq + 1;
  while (known + 1 < beyond) {
    const middle = Math.floor((known + beyond) / 2);
    const [next] = log.after(middle - 1, 1);
    if (next && timeOf(next) <= time) known = next.seq;
    else beyond = middle;
  }
  return known;
};
