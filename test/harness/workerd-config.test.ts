import { describe, expect, it } from "vitest";

import { workerdConfig } from "./workerd-config.ts";

describe("workerdConfig", () => {
  it("declares every object class with SQLite under a key that does not change", () => {
    const text = workerdConfig({
      module: "index.js",
      compatibilityDate: "2026-11-01",
      compatibilityFlags: ["no_nodejs_global_timers"],
      durableObjects: { ACCOUNT: "Account" },
      variables: { GREETING: 'say "hi"' },
    });
    expect(text).toContain('(className = "Account", uniqueKey = "Account", enableSql = true),');
    expect(text).toContain('(name = "ACCOUNT", durableObjectNamespace = "Account"),');
    expect(text).toContain('compatibilityFlags = ["no_nodejs_global_timers"],');
    expect(text).toContain('(name = "GREETING", text = "say \\"hi\\""),');
  });
});
