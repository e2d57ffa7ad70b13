import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { gaAliases } from "./aliases.ts";
import { gaFromTag, gaTag } from "./from-tag.ts";

const CLIENT = "1357924680.1712345678";
const SESSION = "1712345000";
const COOKIES = `_ga=GA1.1.${CLIENT}; _ga_ABC123=GS1.1.${SESSION}.4.1.1712345678.0`;
const ANSWERS = { client_id: "246801357.1598765432", session_id: "1598765000" };

/** A page with these cookies whose tag has not run yet. */
function openPage(cookie = "") {
  const page: { dataLayer?: ArrayLike<unknown>[]; document: { cookie: string } } = {
    document: { cookie },
  };
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", page.document);
  return page;
}

/** What Google's tag does when it has loaded: it calls back with what it knows. */
function runTag(layer: readonly ArrayLike<unknown>[], answers: Record<string, unknown>): void {
  for (const command of layer) {
    if (Object.prototype.toString.call(command) !== "[object Arguments]") continue;
    const [verb, target, field, callback] = Array.from(command);
    if (verb !== "get" || target !== "G-ABC123") continue;
    (callback as (value: unknown) => void)(answers[String(field)]);
  }
}

function config(..._command: readonly unknown[]): ArrayLike<unknown> {
  return arguments;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("gaFromTag", () => {
  const ask = () => gaFromTag({ measurementId: "G-ABC123" });

  it("answers from the cookies at once, without asking the tag", async () => {
    const page = openPage(COOKIES);
    expect(await ask()).toEqual({ ga_client_id: CLIENT, ga_session_id: SESSION });
    expect(page.dataLayer).toBeUndefined();
  });

  it("answers what the tag says, as soon as it has said all", async () => {
    const page = openPage();
    const answer = ask();
    runTag(page.dataLayer ?? [], ANSWERS);
    expect(await answer).toEqual({
      ga_client_id: ANSWERS.client_id,
      ga_session_id: ANSWERS.session_id,
    });
  });

  it("prefers a cookie that has come in the meantime", async () => {
    const page = openPage();
    const answer = ask();
    page.document.cookie = `_ga=GA1.1.${CLIENT}`;
    runTag(page.dataLayer ?? [], ANSWERS);
    expect(await answer).toEqual({ ga_client_id: CLIENT, ga_session_id: ANSWERS.session_id });
  });

  it.each([
    ["nothing", {}, "", undefined],
    ["half", { client_id: ANSWERS.client_id }, "", { ga_client_id: ANSWERS.client_id }],
    ["no ids", { client_id: "deleted", session_id: "today" }, "", undefined],
    [
      "nothing, but its cookies came",
      {},
      COOKIES,
      { ga_client_id: CLIENT, ga_session_id: SESSION },
    ],
  ])("answers after a second when the tag says %s", async (_, answers, cookies, expected) => {
    const page = openPage();
    const settled = vi.fn();
    const answer = ask();
    void answer.then(settled);
    runTag(page.dataLayer ?? [], answers);
    page.document.cookie = cookies;
    await vi.advanceTimersByTimeAsync(999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toEqual(expected);
  });
});

describe("gaTag", () => {
  const names = { ga_client_id: ANSWERS.client_id, ga_session_id: ANSWERS.session_id };

  it("asks the tag once, when the SDK first wants names, and gives them from its answer on", () => {
    const page = openPage();
    const ga = gaTag({ measurementId: "G-ABC123" });
    expect(page.dataLayer).toBeUndefined();
    expect(gaAliases("", ga)).toEqual({});
    expect(gaAliases("", ga)).toEqual({});
    expect(page.dataLayer).toHaveLength(2);
    runTag(page.dataLayer ?? [], ANSWERS);
    expect(gaAliases("", ga)).toEqual(names);
    const cookie = `_ga=GA1.1.${CLIENT}`;
    expect(gaAliases(cookie, ga)).toEqual({ ...names, ga_client_id: CLIENT });
  });

  it("does not ask for what the cookies say", () => {
    const page = openPage(COOKIES);
    gaAliases(COOKIES, gaTag({ measurementId: "G-ABC123" }));
    expect(page.dataLayer).toBeUndefined();
  });

  it.each([
    [
      "configures",
      { dataLayer: [{ event: "gtm.js" }, config("config", "AW-1"), config("config", "G-ABC123")] },
    ],
    ["runs by its tag manager", { google_tag_manager: { "GTM-1": {}, "G-ABC123": {} } }],
  ])("asks for the stream that the page %s, also when that comes later", (_, later) => {
    const page = openPage();
    const ga = gaTag();
    expect(gaAliases("", ga)).toEqual({});
    expect(page.dataLayer).toBeUndefined();
    Object.assign(page, later);
    vi.stubGlobal("google_tag_manager", Object(later)["google_tag_manager"]);
    gaAliases("", ga);
    runTag(page.dataLayer ?? [], ANSWERS);
    expect(gaAliases("", ga)).toEqual(names);
  });
});
