import { describe, expect, it } from "vitest";
import { compiledEarly } from "../compiled-early.ts";

describe("compiledEarly", () => {
  it.each([
    ["export const a = () => b;", "export const a = (() => b);"],
    ["const a = <T>(b: T): T => b;", "const a = (<T>(b: T): T => b);"],
    [
      "const a: (b: string) => void = async (b) => {};",
      "const a: (b: string) => void = (async (b) => {});",
    ],
    ["call<A>((b) => b as A);", "call<A>(((b) => b) as A);"],
    ["const a = () => () => 1;", "const a = (() => (() => 1));"],
    ["function a(b: B): C {}", "const a = (function a(b: B): C {});"],
    ["export async function a() {}", "export const a = (async function a() {});"],
    ["const a = { b(c: C) {} };", "const a = { b: (function (c: C) {}) };"],
    ["const a = { async b<T>() {} };", "const a = { b: (async function <T>() {}) };"],
  ])("puts in parentheses: %s", (source, expected) => {
    expect(compiledEarly(source)).toBe(expected);
  });

  it.each([
    ["const a = b(1); function b(c: number) {}"],
    ["new A(); export function b() {}"],
    ["const a = { get b() { return 1; }, [c]() {}, *d() {} };"],
    ["class A { b() {} }"],
    ["export default function a() {}"],
    ["export function a<T>(b: T): T;"],
  ])("leaves what it could break: %s", (source) => {
    expect(compiledEarly(source)).toBe(source);
  });

  it("makes constants of functions that are called by later ones only", () => {
    expect(compiledEarly("const a = () => b();\nfunction b() {}")).toBe(
      "const a = (() => b());\nconst b = (function b() {});",
    );
  });
});
