import type { Failure } from "../../http/problems.ts";
import type { Batch, BegunFeed, FeedRequest, Finished, Staged, Totals } from "./calls.ts";
import type { Result } from "../../result.ts";

type Answered<Value> = Promise<Result<Value, Failure>> | Result<Value, Failure>;

/** Who takes a feed: the catalogue, from afar or by itself. */
export interface FeedTaker {
  begin(request: FeedRequest, now: number): Answered<BegunFeed>;
  stage(id: string, batch: Batch, now: number): Answered<Staged>;
  /** @param content digest of its bytes */
  finish(
    id: string,
    totals: Totals,
    isForced: boolean,
    now: number,
    content: string | null,
  ): Answered<Finished>;
  abort(id: string, now: number): Promise<void>;
}
