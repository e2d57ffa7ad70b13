// @vitest-environment jsdom
import { expect, it } from "vitest";
import type { ErrorCode, Nextmove } from "../api.ts";
import { createNextmove } from "../create.ts";
import { isRecord } from "../plain/shape.ts";
import { createTestNextmove } from "./create-test-nextmove.ts";
import { fakeTransport } from "./fake-transport.ts";

type Script = (nextmove: Nextmove) => Promise<void>;

const endpoint = "https://next.example.com";
const options = {
  case: "shop",
  consent: "granted",
  rewards: ["purchase", "refund", "lead"],
} as const;
const items = [
  { item_id: "a", price: 10, quantity: 2 },
  { item_id: "b", price: 5 },
];

/** What was said of which decision. */
interface Said {
  readonly errors: ErrorCode[];
  readonly select: unknown[];
  readonly reward: unknown[];
  readonly track: unknown[];
}

/** The errors of a script, while it runs. */
async function errorsOf(nextmove: Nextmove, script: Script): Promise<ErrorCode[]> {
  const errors: ErrorCode[] = [];
  nextmove.on("error", ({ code }) => {
    if (code !== "storage_failed") errors.push(code); // jsdom has no IndexedDB.
  });
  await script(nextmove);
  return errors;
}

async function saidToEdge(script: Script): Promise<Said> {
  localStorage.clear();
  const transport = fakeTransport({ endpoint });
  const nextmove = createNextmove({ ...options, key: "pk_test", endpoint, pageViews: false });
  const errors = await errorsOf(nextmove, script);
  await nextmove.flush();
  nextmove.stop();
  transport.restore();
  const asked = transport.requests.filter(({ path }) => path.startsWith("/v3/action/"));
  const decisions = asked.map(({ body }) => body["query_id"]);
  const sent = transport.requests.flatMap(({ path, body: { events } }) =>
    (Array.isArray(events) ? events.filter(isRecord) : []).map((event) => ({
      ...event,
      decision: decisions.indexOf(event["query_id"]),
      case: path.split("/").at(-1),
    })),
  );
  const told = (type: string, ...fields: readonly string[]) =>
    sent
      .filter((event: Record<string, unknown>) => event["type"] === type)
      .map((event: Record<string, unknown>) => fields.map((field) => event[field]));
  return {
    errors,
    select: told("select", "decision", "case", "action"),
    reward: told("reward", "decision", "case", "event_type", "value", "order_id"),
    track: told("track", "name", "params"),
  };
}

async function saidInTest(script: Script): Promise<Said> {
  const nextmove = createTestNextmove(options);
  const decisions: string[] = [];
  nextmove.on("decision", ({ queryId }) => decisions.push(queryId));
  const errors = await errorsOf(nextmove, script);
  const { select, reward, track } = nextmove.recorded;
  return {
    errors,
    select: select.map((each) => [decisions.indexOf(each.queryId), each.case, each.action]),
    reward: reward.map(({ decision, event_type, value, order_id, ...of }) => [
      decisions.indexOf(decision.queryId),
      of.case,
      event_type,
      value,
      order_id,
    ]),
    track: track.map(({ name, params }) => [name, params]),
  };
}

/** A visitor who was shown something. */
const shown =
  (then: (nextmove: Nextmove) => void): Script =>
  async (nextmove) => {
    (await nextmove.decide({ actions: ["a", "b"] })).shown();
    then(nextmove);
  };

it.each<[string, Script]>([
  ["an order's products", shown(({ track }) => track("purchase", { items }))],
  [
    "an order by a number",
    shown(({ track }) => {
      // As some shops have it, whatever the types say.
      Reflect.apply(track, undefined, ["purchase", { value: "40.5", transaction_id: 7 }]);
    }),
  ],
  ["a refund", shown(({ track }) => track("refund", { transaction_id: "o", value: 0, items }))],
  ["a refund of all", shown(({ track }) => track("refund", { transaction_id: "o" }))],
  ["a reward by another name", shown(({ track }) => track("lead", {}))],
  [
    "what the page changes afterwards",
    shown(({ track }) => {
      const changed = { items: [...items] };
      track("view_item", changed);
      changed.items.pop();
    }),
  ],
  ["a name that is none", shown(({ track }) => track("", {}))],
  [
    "rewards without a value",
    shown(({ reward }) => {
      reward({ event_type: "click" });
      reward({ event_type: "refund", order_id: "o" });
      reward({ event_type: "", value: 2 });
      reward({ event_type: "click", value: Number.NaN });
      reward({ event_type: "click", case: "checkout" });
    }),
  ],
  [
    "two cases",
    async ({ decide, track, reward }) => {
      (await decide({ case: "checkout", actions: ["x"] })).shown();
      track("purchase", { value: 1 });
      const decision = await decide({ actions: ["a"] });
      decision.shown();
      decision.shown();
      reward({ event_type: "click", decision, case: "checkout" });
      reward({ event_type: "click", case: "checkout" });
    },
  ],
])("says in a test what the SDK says: %s", async (_, script) => {
  expect(await saidInTest(script)).toEqual(await saidToEdge(script));
});
