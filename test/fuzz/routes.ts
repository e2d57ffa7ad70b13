import { DEVELOPMENT_ROOT_KEY } from "../../scripts/development-server.ts";

export const CASE = "fuzz";

export type Route = {
  method: "POST" | "PATCH" | "PUT";
  path: string;
  key: string | null;
  /** A body that the route accepts; `n` tells one request's ids from another's. */
  body: (n: number) => Record<string, unknown>;
};

const secret = "sk_test_demo";
const admin = "ak_test_demo";

const decision = (n: number) => ({
  query_id: `q-${n}`,
  consumer_id: `c-${n % 100}`,
  state: { contract: "XL", age: 37 },
});
const selection = (n: number) => ({ query_id: `q-${n}`, action: "a" });
const gain = (n: number) => ({
  query_id: `q-${n}`,
  consumer_id: `c-${n % 100}`,
  event_type: "purchase",
  value: 1.5,
  reward_id: `r-${n}`,
});
const ranking = { actions: ["a", "b"], limit: 2, test_api: false };

/** Every route of the API that reads a body. */
export const ROUTES: readonly Route[] = [
  {
    method: "POST",
    path: `/v3/action/${CASE}`,
    key: secret,
    body: (n) => ({ ...decision(n), ...ranking }),
  },
  { method: "POST", path: `/v3/action/${CASE}/select`, key: secret, body: selection },
  { method: "PATCH", path: `/v3/action/${CASE}`, key: secret, body: selection },
  { method: "POST", path: `/v3/reward/${CASE}`, key: secret, body: gain },
  {
    method: "POST",
    path: `/v3/action/${CASE}/batch`,
    key: secret,
    body: (n) => ({ customers: [decision(n)], ...ranking }),
  },
  {
    method: "POST",
    path: `/v3/action/${CASE}/select/batch`,
    key: secret,
    body: (n) => ({ selection: [selection(n)] }),
  },
  {
    method: "POST",
    path: `/v3/reward/${CASE}/batch`,
    key: secret,
    body: (n) => ({ rewards: [gain(n)] }),
  },
  {
    method: "POST",
    path: `/v3/recommendation/${CASE}`,
    key: secret,
    body: (n) => ({
      query_id: `reco-${n}`,
      customer_id: `c-${n % 100}`,
      kind: "session",
      limit: 5,
      expand: true,
      test_api: false,
      aliases: { ga_client_id: "123.456" },
      state: {
        page_id: "products/sku-1",
        search_strings: ["red shoes"],
        products_viewed: ["sku-2", "sku-1"],
        products_scrolled: ["sku-3"],
        products_basket: ["sku-4"],
        products_bought: ["sku-5"],
      },
    }),
  },
  {
    method: "POST",
    path: `/v3/collect/${CASE}`,
    key: secret,
    body: (n) => ({
      consumer_id: `c-${n % 100}`,
      aliases: { ga_client_id: "123.456" },
      tab: `tab-${n % 10}-of-many`,
      session: { id: "s-1", number: 3, started_at: 1_700_000_000_000 },
      sent_at: 1_700_000_060_000,
      events: [
        { seq: 1, event_id: `e-${n}`, at: 1_700_000_000_000, type: "select", ...selection(n) },
        { seq: 2, event_id: `f-${n}`, at: 1_700_000_000_000, type: "reward", ...gain(n) },
        {
          seq: 3,
          event_id: `g-${n}`,
          at: 1_700_000_000_000,
          type: "track",
          name: "view_item",
          page_id: "/shoes",
          params: { items: [{ item_id: "sku-1", price: 9.5, quantity: 1 }] },
        },
      ],
      dropped: [{ seq: 4, reason: "too_old" }],
    }),
  },
  {
    method: "POST",
    path: "/v3/test-cycle/events",
    key: secret,
    body: (n) => ({
      type: "outcome",
      eventId: `t-${n}`,
      userTrackingId: `GA1.2.${n % 100}.1586985368`,
      at: "2020-02-18T14:41:37.571Z",
      assistanceId: "1234567",
      outcomeId: "sales_2",
      value: 59.9,
      currency: "EUR",
      cost: 2,
      orderId: `o-${n}`,
      channel: "chat",
    }),
  },
  {
    method: "PUT",
    path: "/v3/test-cycle/periods/fuzz",
    key: admin,
    body: () => ({
      caseId: null,
      // Nobody's now.
      start: "2099-11-01T00:00:00Z",
      end: "2099-11-29T00:00:00Z",
      models: [
        { modelId: "reference_v16", role: "reference", weight: 1, costPerSession: 0.1 },
        { modelId: "offers_v2", role: "test", weight: 2, costPerAssistance: 4 },
      ],
      hypothesis: { expectedRevenue: 1, minimumEffect: 1, plannedSessions: 10, text: "sells" },
      currency: "EUR",
      cap: 100,
      guardrails: [{ metric: "support", margin: 0.01 }],
      promote: "manual",
    }),
  },
  {
    method: "PUT",
    path: "/v3/test-cycle/outcomes",
    key: admin,
    body: () => ({
      outcomeId: "fuzz_1",
      category: "sales",
      revenue: 40,
      cost: 2,
      maximum: 100,
    }),
  },
  {
    method: "PUT",
    path: "/v3/sinks/fuzz",
    key: admin,
    body: (n) => ({
      kind: "webhook",
      // A name that nobody has (RFC 2606), and kinds of event that nothing here makes.
      url: `https://hooks.shop.example/${n}`,
      events: ["assistance_started"],
      headers: { "x-shop": "fuzz" },
      timeout_ms: 1_000,
    }),
  },
  {
    method: "PUT",
    path: `/v3/cases/${CASE}-settings`,
    key: admin,
    body: () => ({
      actions: ["a", "b"],
      reward_weights: { purchase: 2 },
      reward_range: { min: -1, max: 10 },
      reward_window_days: 10,
      activation: "immediate",
      exploration_floor: 0.01,
      uniform_share: 0,
      holdout_share: 0.1,
      apprentice: false,
      shards: 2,
      dimension: 32,
      half_life_days: null,
      strict: false,
      recommendation: {
        pin: ["sku-1"],
        boost: [{ field: "brand", in: ["acme"], factor: 2 }],
        price_max: 100,
      },
    }),
  },
  {
    method: "POST",
    path: `/v3/cases/${CASE}/models`,
    key: admin,
    body: (n) => ({
      name: `name-${n}`,
      from: "live",
      learns: "own",
      warm_start: 0.5,
      settings: { exploration_floor: 0.1, policy: "model" },
    }),
  },
  {
    method: "POST",
    path: "/v3/keys",
    key: admin,
    body: () => ({ kind: "publishable", mode: "test", origins: ["https://shop.example"] }),
  },
  {
    method: "POST",
    path: "/v3/accounts",
    key: DEVELOPMENT_ROOT_KEY,
    body: (n) => ({ account: `fuzz-${n}` }),
  },
  {
    method: "POST",
    path: "/auth/login",
    key: null,
    body: () => ({ client_id: "demo", api_key: secret }),
  },
  { method: "POST", path: "/dev/clock", key: secret, body: () => ({ advance_ms: 1 }) },
];
