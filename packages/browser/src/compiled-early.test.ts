import { describe, expect, it } from "vitest";
import { inParentheses, withConstantFunctions } from "../compiled-early.ts";

describe("withConstantFunctions", () => {
  it.each([
    ["function a(b: B): C {}", "const a = function a(b: B): C {};"],
    ["export async function a() {}", "export const a = async function a() {};"],
    ["const a = () => b();\nfunction b() {}", "const a = () => b();\nconst b = function b() {};"],
  ])("makes a constant of %j", (source, expected) => {
    expect(withConstantFunctions(source)).toBe(expected);
  });

  it.each([
    ["const a = b(1); function b(c: number) {}"],
    ["new A(); export function b() {}"],
    ["export default function a() {}"],
    ["export function a<T>(b: T): T;"],
  ])("leaves what it could break: %j", (source) => {
    expect(withConstantFunctions(source)).toBe(source);
  });
});

describe("inParentheses", () => {
  it.each([
    ["var a = () => b;", "var a =(() => b);"],
    [
      "var a = async b => {}, c = function() {}, d;",
      "var a =(async b => {}),c =(function() {}),d;",
    ],
    ["var a = {\n b: () => 1,\n c: 2\n};", "var a = {\n b:(() => 1),\n c: 2\n};"],
    [
      "var a = () => {\n var b = () => 1, c;\n}, d;",
      "var a =(() => {\n var b =(() => 1),c;\n}),d;",
    ],
  ])("puts the functions of a module in them: %j", (code, expected) => {
    expect(inParentheses(code, () => true)).toBe(expected);
  });

  it.each([["var a = {\n b() {},\n get c() {}\n};"], ["var a = b(() => 1);"]])(
    "leaves %j",
    (code) => {
      expect(inParentheses(code, () => true)).toBe(code);
    },
  );

  it("leaves those that are not worth it", () => {
    const code = "var a = () => b, c = (d, e) => d + e;";
    const isLong = (start: number, end: number) => end - start >= 10;
    expect(inParentheses(code, isLong)).toBe("var a = () => b, c =((d, e) => d + e);");
  });

  it("moves nothing that follows, for the source map's sake", () => {
    const code = "var a = () => 1, b = 2;";
    expect(inParentheses(code, () => true).indexOf("b =")).toBe(code.indexOf("b ="));
  });
});
