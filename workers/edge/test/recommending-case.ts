import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { caseSettings, recommendationSettings, visitOf } from "@nextmove/contract";
import { observe } from "@nextmove/engine";
import { catalogName, DEVELOPMENT_ACCOUNT, shardName } from "../src/protocol/names.ts";
import type { Recommended, RecommendItem } from "../src/protocol/catalog/calls.ts";
import { writeListRequest } from "../src/protocol/catalog/list-text.ts";
import { catalogOf, recommendFrom } from "../src/protocol/catalog/stub.ts";
import { decisionShard } from "../src/protocol/decision-shard/stub.ts";
import { writeRequests } from "../src/protocol/request-group.ts";
import type { Failure } from "../src/http/problems.ts";
import type { Result } from "../src/result.ts";
import { HOUR_MS, START } from "./examples.ts";

const FIRST = { epoch: 0, shard: 0 };
let cases = 0;

const nothing = observe({});
if (!nothing.ok) throw new Error("an empty state is refused");
const observation = nothing.value;

/** A case that recommends and that no other test uses. */
export const openRecommendingCase = async (replicas = 1, settings: object = {}) => {
  cases += 1;
  // What is remembered of the account is too old to know this case.
  const start = START + cases * HOUR_MS;
  const caseId = `recommending-${cases}`;
  const account = env.ACCOUNT.getByName(DEVELOPMENT_ACCOUNT);
  const put = (count: number) =>
    account.putCase(
      caseId,
      caseSettings.parse({ ...settings, recommendation: { replicas: count } }),
      "test",
      start,
    );
  await put(replicas);
  // A stub is of no use any more once its object was aborted, so each use takes a new one.
  const catalog = (replica = 0) => catalogOf(env, DEVELOPMENT_ACCOUNT, caseId, replica);
  const raw = (replica = 0) =>
    env.CATALOG.getByName(catalogName(DEVELOPMENT_ACCOUNT, caseId, replica));
  const item = (queryId: string, change: Partial<RecommendItem>): RecommendItem => ({
    queryId,
    consumerId: undefined,
    aliases: undefined,
    visit: visitOf({}),
    about: [],
    observation,
    kind: undefined,
    limit: 10,
    fingerprint: queryId,
    test: false,
    isTrusted: true,
    expand: false,
    discreet: false,
    activation: "immediate",
    settings: recommendationSettings.parse({}),
    seed: queryId,
    holdout: false,
    apprentice: false,
    floor: 1e-9,
    uniformShare: 0,
    rewardRange: { min: -100, max: 100 },
    explain: false,
    requestId: "r",
    now: start,
    ...change,
  });
  const recommend = async (
    queryId: string,
    change: Partial<RecommendItem> = {},
    replica = 0,
  ): Promise<Recommended> => {
    const name = catalogName(DEVELOPMENT_ACCOUNT, caseId, replica);
    const answer = await recommendFrom(env, name, item(queryId, change), () => undefined);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  };
  /** Lists that share a call. */
  const recommendTogether = async (
    asked: readonly (readonly [queryId: string, change: Partial<RecommendItem>])[],
  ): Promise<Result<Recommended, Failure>[]> => {
    const written = asked.map(([queryId, change]) => writeListRequest(item(queryId, change)));
    const requests = writeRequests(written.map(({ request }) => request));
    return JSON.parse(await catalog().serveLists(written[0]?.about ?? "", requests));
  };
  const views = (consumerId: string, ...viewed: string[]) =>
    recommend(`${consumerId}-${viewed.join("-")}`, {
      consumerId,
      visit: visitOf({ products_viewed: viewed }),
    });
  return {
    start,
    catalog,
    raw,
    recommend,
    recommendTogether,
    views,
    /** Does not leave a trace in what is learned. */
    trending: async (name: string) => (await recommend(name)).actions,
    rawShard: () => env.DECISION_SHARD.getByName(shardName(DEVELOPMENT_ACCOUNT, caseId, FIRST)),
    shard: () => decisionShard(env, DEVELOPMENT_ACCOUNT, caseId, FIRST),
    put,
    remove: () => account.deleteCase(caseId, "test", start),
    wiped: () => account.caseWiped(caseId, 0),
    /** Gives the case another number of Catalogs, and tells them. */
    async resize(count: number) {
      await put(count);
      await catalog().replicasChanged(start);
    },
    async evict(replica = 0) {
      await raw(replica).rowsWritten();
      await evictDurableObject(raw(replica));
    },
  };
};
