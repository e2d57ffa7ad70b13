import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrapOf, bootstrapTag } from "./bootstrap.ts";
import type { ServerDecision } from "./decide-for-request.ts";

const decided = (caseId: string, change: Partial<ServerDecision> = {}): ServerDecision => ({
  source: "edge",
  case: caseId,
  queryId: "q1",
  action: "a",
  actions: ["a", "b"],
  token: "1.signature",
  ...change,
});

const contentOf = (tag: string): string => {
  const [, content = ""] = /^<script [^>]*>(.*)<\/script>$/su.exec(tag) ?? [];
  return content;
};

describe("bootstrapOf", () => {
  it("holds the decisions by case, and no fallback", () => {
    const decisions = [decided("shop"), decided("checkout", { source: "default", queryId: "" })];
    expect(bootstrapOf(decisions)).toEqual({
      shop: { query_id: "q1", actions: ["a", "b"], token: "1.signature" },
    });
  });
});

describe("bootstrapTag", () => {
  it("is an element of data", () => {
    expect(bootstrapTag([])).toBe(
      '<script type="application/json" data-nextmove-bootstrap>{}</script>',
    );
  });

  it("carries the page's nonce, whatever is in it", () => {
    expect(bootstrapTag([], { nonce: 'a"b<c&d' })).toContain(' nonce="a&quot;b&lt;c&amp;d">');
  });

  it("cannot be left by what an action is called", () => {
    const hostile = ["</script><script>alert(1)//", "<!--<script>", "]]> --> &amp; \u2028\u2029"];
    const content = contentOf(bootstrapTag([decided("shop", { actions: hostile })]));
    expect(content).not.toMatch(/[<>&\u2028\u2029]/u);
    expect(JSON.parse(content)).toMatchObject({ shop: { actions: hostile } });
  });

  it("says the same again when it is read, for all texts", () => {
    // Of what markup, JSON and JavaScript are made of, and half a surrogate pair.
    const unit = fc.constantFrom(...`<>/!-&"'\\]=\u2028\u2029\0\n\ud800aé`.split(""));
    const text = fc.string({ unit });
    fc.assert(
      fc.property(text, fc.array(text), (caseId, actions) => {
        const decisions = [decided(caseId, { actions })];
        const content = contentOf(bootstrapTag(decisions));
        expect(content).not.toMatch(/[<>&\u2028\u2029]/u);
        expect(JSON.stringify(JSON.parse(content))).toBe(JSON.stringify(bootstrapOf(decisions)));
      }),
    );
  });
});
