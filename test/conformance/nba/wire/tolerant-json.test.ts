import { actionResponse } from "@nextmove/contract";
import { describe, expect, it } from "vitest";

import { sharedApi } from "../client/api.ts";
import { refused } from "../client/problem.ts";

const { call, putCase } = sharedApi();
const PATH = "/v3/action/tolerant";

describe("JSON", () => {
  it.each([
    ["in arrays", '{"query_id": "t1", "actions": ["a", "b",]}'],
    ["in objects", '{"query_id": "t2", "actions": ["a", "b"],}'],
    ["over lines", '{"query_id": "t3", "actions": ["a", "b"\n\t ,\r\n ] , }'],
    ["deep inside", '{"query_id": "t4", "actions": ["a", "b"], "state": {"x": [{"y": 1,},],},}'],
  ])("may have trailing commas %s", async (_, body) => {
    await putCase("tolerant");
    const answer = await call("POST", PATH, { body });
    expect(answer.status).toBe(200);
    expect(actionResponse.parse(answer.json).actions.toSorted()).toEqual(["a", "b"]);
  });

  it("keeps commas inside strings when it repairs", async () => {
    await putCase("tolerant");
    const names = ["a,]", 'quote " ,}', "back\\", "b"];
    const body = `{"query_id": "t5", "actions": ${JSON.stringify(names)},}`;
    const answer = await call("POST", PATH, { body });
    expect(actionResponse.parse(answer.json).actions.toSorted()).toEqual(names.toSorted());
  });

  it.each([
    ["an open object", '{"actions": ["a", "b"]'],
    ["a lone comma", '{"actions": [,]}'],
    ["two commas", '{"actions": ["a",, "b"]}'],
    ["a comma after the end", '{"actions": ["a"]},'],
    ["single quotes", "{'actions': ['a']}"],
    ["a comment", '{"actions": ["a"] /* all */}'],
    ["nothing", ""],
    ["white space", "  \n"],
    ["text", "hello"],
  ])("is refused when it has %s", async (_, body) => {
    await putCase("tolerant");
    const answer = await call("POST", PATH, { body });
    refused(answer, 400, "invalid_json");
  });

  it("says where it is broken", async () => {
    await putCase("tolerant");
    const answer = await call("POST", PATH, { body: '{"actions": ["a" "b"]}' });
    expect(refused(answer, 400, "invalid_json").message).toMatch(/\d/);
  });

  it.each(["[]", '"text"', "1", "true", "null"])("must be an object, not %s", async (body) => {
    await putCase("tolerant");
    refused(await call("POST", PATH, { body }), 400, "invalid_body");
  });

  it("is never emitted with a trailing comma", async () => {
    await putCase("tolerant");
    const answer = await call("POST", PATH, { body: { actions: ["a", "b"] } });
    expect(answer.text).not.toMatch(/,\s*[\]}]/);
  });
});
