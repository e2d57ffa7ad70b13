import { failure, type Failure } from "../../../http/problems.ts";
import { fail, ok, type Result } from "../../../result.ts";
import type { Feeds } from "./feeds.ts";
import type { BegunPart, FeedRequest, Finished, Part } from "../../../feed/taking/calls.ts";
import { mergeTotals, missingParts, tellMissing } from "./parts.ts";

/** Feeds that come in several requests. Their items go where those of any feed go; this knows what came. */
export class FeedParts {
  readonly #sql: SqlStorage;
  readonly #feeds: Feeds;
  #rowsWritten = 0;

  constructor(sql: SqlStorage, feeds: Feeds) {
    this.#sql = sql;
    this.#feeds = feeds;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS part (upload TEXT, n INTEGER, body TEXT NOT NULL, PRIMARY KEY (upload, n)) WITHOUT ROWID",
    );
  }

  /** Rows written since the object woke. */
  get rowsWritten(): number {
    return this.#rowsWritten;
  }

  /** Begins a part of a feed; the first one begins the feed. */
  begin(request: FeedRequest, n: number, now: number): Result<BegunPart, Failure> {
    const { id } = request;
    const before = this.#feeds.takenBefore(request, n);
    if (!before.ok) return before;
    const finished = before.value;
    if (finished) return ok({ finished, done: null, layout: undefined, isRepeated: false });
    const agrees = this.#agrees(request);
    if (!agrees.ok) return agrees;
    if (n === 1 && !this.#feeds.upload(id)) {
      const begun = this.#feeds.begin(request, now);
      if (!begun.ok) return begun;
      this.#forget(id);
    }
    const upload = this.#feeds.upload(id);
    const layout = this.#read(id, 1)?.layout;
    if (!upload || (n > 1 && !layout)) {
      const message = "send part 1 first: it says how the others are laid out";
      return fail(failure("part_missing", message));
    }
    const part = this.#read(id, n);
    const done = part ? { part, parts: this.#numbers(id).length } : null;
    const isRepeated = upload.begunParts.includes(n);
    upload.touchedAt = now;
    if (!isRepeated) upload.begunParts.push(n);
    return ok({ finished: null, done, layout, isRepeated });
  }

  /** Notes that a part was read, the first time it is; returns how many were. */
  end(id: string, n: number, part: Part, now: number): Result<number, Failure> {
    const upload = this.#feeds.upload(id);
    if (!upload) return fail(failure("feed_interrupted", "send the feed again"));
    upload.touchedAt = now;
    this.#write(
      "INSERT INTO part (upload, n, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      id,
      n,
      JSON.stringify(part),
    );
    return ok(this.#numbers(id).length);
  }

  /**
   * Takes a feed of which every part has come.
   *
   * @param last the last one's number, if it was named
   */
  complete(
    request: Pick<FeedRequest, "id" | "validateOnly">,
    last: number | null,
    isForced: boolean,
    now: number,
  ): Result<Finished, Failure> {
    const { id } = request;
    const before = this.#feeds.takenBefore({ id, fingerprint: null });
    if (!before.ok) return before;
    if (before.value) return ok(before.value);
    const agrees = this.#agrees(request);
    if (!agrees.ok) return agrees;
    const numbers = this.#numbers(id);
    const missing = missingParts(numbers, last);
    if (missing.length > 0) return fail(failure("part_missing", tellMissing(missing)));
    const parts = numbers.flatMap((n) => this.#read(id, n) ?? []);
    const contents = Object.fromEntries(parts.map(({ content }, at) => [numbers[at], content]));
    const totals = mergeTotals(parts.map((part) => part.totals));
    const finished = this.#feeds.finish(id, totals, isForced, now, contents);
    if (!this.#feeds.upload(id)) this.#forget(id);
    return finished;
  }

  /** Forgets the parts of feeds that were taken or given up. */
  tidy(): void {
    const known = this.#sql.exec<{ upload: string }>("SELECT DISTINCT upload FROM part").toArray();
    for (const { upload } of known) if (!this.#feeds.upload(upload)) this.#forget(upload);
  }

  /**
   * Whether a request means what the feed's first part meant: one that only asks must not change the
   * catalogue, nor is anything kept of a feed that was only asked about.
   */
  #agrees({ id, validateOnly }: Pick<FeedRequest, "id" | "validateOnly">): Result<null, Failure> {
    const begun = this.#feeds.upload(id);
    if (!begun || begun.validateOnly === validateOnly) return ok(null);
    const message = begun.validateOnly
      ? "this feed's first part was sent to be validated only, as all of it has to be; begin another upload_id"
      : "this feed's first part was not sent to be validated only; begin another upload_id";
    return fail(failure("invalid_body", message, "validate_only"));
  }

  #numbers(upload: string): number[] {
    return this.#sql
      .exec<{ n: number }>("SELECT n FROM part WHERE upload = ? ORDER BY n", upload)
      .toArray()
      .map(({ n }) => n);
  }

  #read(upload: string, n: number): Part | undefined {
    const [row] = this.#sql
      .exec<{ body: string }>("SELECT body FROM part WHERE upload = ? AND n = ?", upload, n)
      .toArray();
    return row && JSON.parse(row.body);
  }

  #forget(upload: string): void {
    this.#write("DELETE FROM part WHERE upload = ?", upload);
  }

  #write(statement: string, ...values: SqlStorageValue[]): void {
    this.#rowsWritten += this.#sql.exec(statement, ...values).rowsWritten;
  }
}
