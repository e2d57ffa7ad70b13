import { expect, it } from "vitest";
import { app } from "../../app.ts";

it("is not there in production, whatever the method", async () => {
  for (const path of ["/dev/clock", "/dev/cases/c/status", "/dev/nothing"]) {
    for (const method of ["GET", "HEAD", "POST", "DELETE"]) {
      const answer = await app.request(path, { method }, {});
      expect(answer.status, `${method} ${path}`).toBe(404);
      expect(answer.headers.get("allow")).toBeNull();
    }
  }
});
