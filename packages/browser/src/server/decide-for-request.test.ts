import { actionRequest } from "@nextmove/contract";
import { describe, expect, it } from "vitest";
import { type DecideForRequest, decideForRequest } from "./decide-for-request.ts";

const ID = "0191b0a0-0000-7000-8000-000000000001";
const PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140 Mobile Safari/537.36";

const pageRequest = new Request("https://www.shop.example/lamps?utm_source=news&q=secret", {
  headers: {
    cookie: `nextmove_id=1.2.${ID}; _ga=GA1.1.589669986.1688718739`,
    referer: "https://search.example/?q=lamps",
    "user-agent": PHONE,
  },
});

interface Asked {
  readonly url: string;
  readonly init: RequestInit;
}

/** Decides with an edge that answers as given, and says what it was asked. */
async function decide(
  answer: (init: RequestInit) => Response | Promise<Response>,
  change: Partial<DecideForRequest> = {},
) {
  const asked: Asked[] = [];
  const decision = await decideForRequest({
    endpoint: "https://next.example.com/",
    key: "sk_test_demo",
    case: "a shop",
    request: pageRequest,
    consent: "granted",
    fetch: async (url, init) => {
      asked.push({ url, init });
      return answer(init);
    },
    ...change,
  });
  const sent = asked[0]?.init.body;
  const body = actionRequest.parse(JSON.parse(typeof sent === "string" ? sent : "{}"));
  return { decision, asked, body };
}

const refusal = { status: 0, error: { code: "unauthorized", message: "no such key" } };
const refused = new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } });

const ranking = { query_id: "q1", actions: ["b", "a"], token: "1.signature", status: 1 };

describe("decideForRequest", () => {
  it("is the edge's decision, with the token that the browser needs", async () => {
    const { decision, asked } = await decide(() => Response.json(ranking));
    expect(decision).toEqual({
      source: "edge",
      case: "a shop",
      queryId: "q1",
      action: "b",
      actions: ["b", "a"],
      token: "1.signature",
    });
    expect(asked[0]?.url).toBe("https://next.example.com/v3/action/a%20shop?token=1");
    expect(new Headers(asked[0]?.init.headers).get("authorization")).toBe("Bearer sk_test_demo");
  });

  it("describes the visitor as the browser would, and lets the page say more", async () => {
    const state = { member: true, device: "tablet" };
    const { body } = await decide(() => Response.json(ranking), { state, actions: ["a", "b"] });
    expect(body).toMatchObject({
      consumerId: ID,
      aliases: { ga_client_id: "589669986.1688718739" },
      actions: ["a", "b"],
      state: {
        page: { path: "/lamps", referrer: "search.example" },
        campaign: { source: "news" },
        device: "tablet",
        member: true,
      },
    });
    expect(JSON.stringify(body.state)).not.toContain("secret");
  });

  it.each(["pending", "denied"] as const)("names nobody while consent is %s", async (consent) => {
    const { body, decision } = await decide(() => Response.json(ranking), { consent });
    expect(decision.source).toBe("edge");
    expect(body.consumerId).toBeUndefined();
    expect(body.aliases).toBeUndefined();
    expect(body.state["device"]).toBe("mobile");
  });

  it.each([
    ["refuses", () => Response.json({ status: 0 }, { status: 401 }), "the edge answered 401"],
    [
      "says why",
      () => Response.json(refusal, { status: 401 }),
      /^the edge answered 401: no such key$/,
    ],
    ["is down", () => Promise.reject(refused), /^fetch failed \(ECONNREFUSED\)$/],
    ["answers no JSON", () => new Response("<html>"), /JSON/],
    ["answers no decision", () => Response.json([]), "the edge's answer is no decision"],
    ["ranks nothing", () => Response.json({ ...ranking, actions: [] }), /no decision/],
    ["gives no token", () => Response.json({ ...ranking, token: undefined }), /no decision/],
    ["cannot be reached", () => Promise.reject(new TypeError("fetch failed")), "fetch failed"],
  ])("is the page's own order when the edge %s", async (_, answer, error) => {
    const { decision } = await decide(answer, { actions: ["a", "b"], fallback: ["b"] });
    expect(decision).toMatchObject({ source: "default", queryId: "", action: "b", actions: ["b"] });
    expect(decision.token).toBeUndefined();
    expect(decision.error).toMatch(error);
  });

  it("is the page's own order at the deadline", async () => {
    const hanging = ({ signal }: RequestInit) =>
      new Promise<Response>((_, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
      });
    const { decision } = await decide(hanging, { actions: ["a"], deadline: 5 });
    expect(decision).toMatchObject({ source: "default", action: "a" });
    expect(decision.error).toMatch(/timeout/i);
  });

  it("is the page's own order for a state or an address that cannot be read", async () => {
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    const { decision } = await decide(() => Response.json(ranking), { state: circular });
    expect(decision).toMatchObject({ source: "default", action: undefined, actions: [] });
    const nowhere = { url: "/lamps", headers: new Headers() };
    const lost = await decide(() => Response.json(ranking), { request: nowhere, actions: ["a"] });
    expect(lost.decision).toMatchObject({ source: "default", action: "a" });
  });
});
