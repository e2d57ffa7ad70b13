import { type FeedCode, type FeedProblem, REPORT_LIMIT_PER_CODE } from "@nextmove/contract";
import type { Outcome } from "../feed-reader.ts";
import type { Batch, Staged } from "./calls.ts";

/** What is gathered before the catalogue is asked to store it: bounds memory, and rows (2 MB at most). */
const BATCH_CHARACTERS = 512 * 1024;
/** Of a problem beside its message, and of an item beside its id and text: what the least of them takes. */
const ENTRY_CHARACTERS = 80;

interface Line {
  line: number;
  id: string;
}

/** Gathers the outcomes of a feed into batches, and counts: every product is accepted or rejected. */
export class FeedTally {
  received = 0;
  rejected = 0;
  warnings = 0;
  readonly errors: FeedProblem[] = [];
  readonly codes: Partial<Record<FeedCode, number>> = {};
  #batch: Batch = { ids: [], bodies: [], problems: [] };
  #lines: Line[] = [];
  #characters = 0;
  readonly #place: Pick<FeedProblem, "part">;
  readonly #isRepeated: boolean;

  /** @param of which part of a feed, and whether some of it came before */
  constructor(of?: { part: number; isRepeated: boolean }) {
    this.#place = of ? { part: of.part } : {};
    this.#isRepeated = of?.isRepeated ?? false;
  }

  get accepted(): number {
    return this.received - this.rejected;
  }

  get isFull(): boolean {
    return this.#characters >= BATCH_CHARACTERS;
  }

  get isEmpty(): boolean {
    return this.#batch.ids.length === 0 && this.#batch.problems.length === 0;
  }

  add(outcome: Outcome): void {
    this.received += 1;
    if (!outcome.ok) return this.#mind(outcome.problem);
    const { entry, line } = outcome;
    const id = entry.op === "put" ? entry.item.id : entry.id;
    const body = entry.op === "put" ? JSON.stringify(entry.item) : null;
    this.#batch.ids.push(id);
    this.#batch.bodies.push(body);
    this.#lines.push({ line, id });
    this.#characters += id.length + (body?.length ?? 0) + ENTRY_CHARACTERS;
    for (const warning of outcome.warnings) this.#mind(warning);
  }

  /** What is to be stored next. */
  take(): { batch: Batch; lines: Line[] } {
    const taken = { batch: this.#batch, lines: this.#lines };
    this.#batch = { ids: [], bodies: [], problems: [] };
    this.#lines = [];
    this.#characters = 0;
    return taken;
  }

  /** What the catalogue said to a batch; the problems among it go with the next. */
  note({ duplicates, untitled, refused }: Staged, lines: readonly Line[]): void {
    const report = (
      indexes: readonly number[],
      severity: FeedProblem["severity"],
      code: FeedCode,
      message: string,
    ) => {
      for (const index of indexes) {
        const line = lines[index];
        if (line) this.#mind({ ...line, code, message, severity });
      }
    };
    // The catalogue cannot tell a product that comes twice from one that is sent again.
    const repeated = this.#isRepeated ? [] : duplicates;
    report(repeated, "warning", "duplicate_id", "the feed has it several times; the last counts");
    report(untitled, "warning", "no_title", "the catalogue did not have it; it has no title");
    report(refused, "rejected", "too_many_items", "the catalogue is full");
  }

  #mind(found: FeedProblem): void {
    const problem = { ...found, ...this.#place };
    const { code, severity } = problem;
    const count = (this.codes[code] ?? 0) + 1;
    this.codes[code] = count;
    if (severity === "rejected") this.rejected += 1;
    else this.warnings += 1;
    if (count <= REPORT_LIMIT_PER_CODE) this.errors.push(problem);
    this.#batch.problems.push(problem);
    this.#characters += problem.message.length + ENTRY_CHARACTERS;
  }
}
