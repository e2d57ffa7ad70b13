// @ts-check
import { describe, expect, it } from "vitest";
import { html } from "../public/js/view/html.js";

describe("html", () => {
  it("escapes what is put into it", () => {
    expect(html`<p title="${`"'`}">${"<b>&"}</p>`.text).toBe(
      `<p title="&quot;&#39;">&lt;b&gt;&amp;</p>`,
    );
  });
  it("keeps its own markup, alone and in lists, and drops what is absent", () => {
    const items = ["a", "<"].map((item) => html`<b>${item}</b>`);
    expect(html`${items}${undefined}${false}${0}`.text).toBe("<b>a</b><b>&lt;</b>0");
  });
  it("escapes an object that only looks like its markup", () => {
    expect(html`${JSON.parse('{ "text": "<script>" }')}`.text).not.toContain("<script>");
  });
});
