import { describe, expect, it } from "vitest";
import { describeRequest } from "./describe-request.ts";

const deviceOf = (headers: Record<string, string>) =>
  describeRequest({ url: "https://shop.example/", headers: new Headers(headers) }, "denied").state[
    "device"
  ];

describe("describeRequest", () => {
  it.each([
    ["mobile", { "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Mobile/15E148 Safari" }],
    ["mobile", { "user-agent": "anything", "sec-ch-ua-mobile": "?1" }],
    ["tablet", { "user-agent": "Mozilla/5.0 (Linux; Android 15; SM-X910) Chrome/140 Safari" }],
    ["tablet", { "user-agent": "Mozilla/5.0 (iPad; CPU OS 12_5) AppleWebKit/605.1.15 Safari" }],
    ["desktop", { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537.36" }],
    ["desktop", {}],
  ])("tells a %s", (device, headers) => {
    expect(deviceOf(headers)).toBe(device);
  });

  it("links nobody's Google Analytics id to nobody", () => {
    const headers = new Headers({ cookie: "_ga=GA1.1.589669986.1688718739" });
    const { aliases } = describeRequest({ url: "https://shop.example/", headers }, "granted");
    expect(aliases).toBeUndefined();
  });
});
