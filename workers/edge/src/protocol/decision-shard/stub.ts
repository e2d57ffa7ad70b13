import type { CaseSettings } from "@nextmove/contract";
import { type Location, shardName } from "../names.ts";
import type { ClassOf, Remote } from "../remote.ts";
import { writeRequests } from "../request-group.ts";
import { type Afterwards, SharedCalls } from "../shared-calls.ts";
import { settingsText } from "../settings-text.ts";
import { type AdoptedText, writeAdopted, writeRequest } from "./call-text.ts";
import type {
  CaseCall,
  Decided,
  DecideItem,
  Outcome,
  Received,
  RewardItem,
  SelectItem,
  Verb,
} from "./calls.ts";

type RawStub = Remote<
  Pick<
    ClassOf<"DECISION_SHARD">,
    | "serve"
    | "adopt"
    | "knows"
    | "find"
    | "recap"
    | "replay"
    | "exportPage"
    | "consumerPage"
    | "forgetConsumer"
    | "status"
    | "runDue"
    | "sinksChanged"
    | "wipe"
  >
>;
type Answer<Name extends keyof RawStub> = ReturnType<RawStub[Name]>;

/** Of all requests that this isolate serves. */
const calls = new SharedCalls<Outcome<unknown>[]>();

/** A DecisionShard as its callers see it: what goes as text, see call-text.ts, is written and read here. */
export class ShardStub {
  readonly #namespace: Env["DECISION_SHARD"];
  readonly #name: string;
  readonly #afterwards: Afterwards | undefined;

  constructor(namespace: Env["DECISION_SHARD"], name: string, afterwards?: Afterwards) {
    this.#namespace = namespace;
    this.#name = name;
    this.#afterwards = afterwards;
  }

  /** Made when it is called: of the requests that share a call one needs it. */
  get #raw(): RawStub {
    return this.#namespace.getByName(this.#name) as unknown as RawStub;
  }

  decide(call: CaseCall, items: readonly DecideItem[]): Promise<Outcome<Decided>[]> {
    return this.#serve("decide", call, items);
  }

  select(call: CaseCall, items: readonly SelectItem[]): Promise<Outcome<Received>[]> {
    return this.#serve("select", call, items);
  }

  reward(call: CaseCall, items: readonly RewardItem[]): Promise<Outcome<Received>[]> {
    return this.#serve("reward", call, items);
  }

  /** @param decisions of which the bodies are JSON texts */
  adopt(decisions: readonly AdoptedText[], settings: CaseSettings, now: number): Promise<string[]> {
    return this.#raw.adopt(writeAdopted(decisions), settingsText(settings), now);
  }

  knows(queryIds: string[]): Answer<"knows"> {
    return this.#raw.knows(queryIds);
  }

  find(queryId: string): Answer<"find"> {
    return this.#raw.find(queryId);
  }

  recap(after: number, upTo: number): Answer<"recap"> {
    return this.#raw.recap(after, upTo);
  }

  replay(after: number, upTo: number): Answer<"replay"> {
    return this.#raw.replay(after, upTo);
  }

  exportPage(...page: Parameters<RawStub["exportPage"]>): Answer<"exportPage"> {
    return this.#raw.exportPage(...page);
  }

  consumerPage(consumer: string, place: string): Answer<"consumerPage"> {
    return this.#raw.consumerPage(consumer, place);
  }

  forgetConsumer(consumer: string, place: string): Answer<"forgetConsumer"> {
    return this.#raw.forgetConsumer(consumer, place);
  }

  status(now: number): Answer<"status"> {
    return this.#raw.status(now);
  }

  runDue(now: number): Answer<"runDue"> {
    return this.#raw.runDue(now);
  }

  sinksChanged(): Answer<"sinksChanged"> {
    return this.#raw.sinksChanged();
  }

  wipe(): Answer<"wipe"> {
    return this.#raw.wipe();
  }

  async #serve<Value>(
    verb: Verb,
    call: CaseCall,
    items: readonly unknown[],
  ): Promise<Outcome<Value>[]> {
    const { about, request } = writeRequest(verb, call, items);
    const send = async (requests: readonly string[]): Promise<Outcome<Value>[][]> =>
      JSON.parse(await this.#raw.serve(about, writeRequests(requests)));
    if (!this.#afterwards || items.length > 1) return (await send([request]))[0] ?? [];
    const asked = { name: this.#name, about, request, nowMs: Date.now() };
    return (await calls.ask(asked, send, this.#afterwards)) as Outcome<Value>[];
  }
}

/**
 * The object that holds a share of a case's decisions.
 *
 * @param afterwards of the request on whose behalf it is asked: it may share its call with others
 */
export const decisionShard = (
  env: Env,
  account: string,
  caseId: string,
  location: Location,
  afterwards?: Afterwards,
): ShardStub => new ShardStub(env.DECISION_SHARD, shardName(account, caseId, location), afterwards);
