import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { deploymentOf, TransientFailure } from "./call.ts";
import { CommandFailure } from "./failure.ts";
import { pushFeed } from "./feed/client.ts";
import { listKeys } from "./keys/client.ts";

/** A server that takes every request, and answers this much of it. */
async function serverThatSays(some: string | undefined): Promise<string> {
  const server = createServer((_, response) => {
    if (some !== undefined) response.write(some);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const soon = AbortSignal.timeout.bind(AbortSignal, 20);
beforeEach(() => {
  vi.spyOn(AbortSignal, "timeout").mockImplementation(soon);
});

it.each([
  ["says nothing", undefined],
  ["does not finish", '{"status":'],
])("gives up a server that %s", async (_, some) => {
  const url = await serverThatSays(some);
  const list = listKeys({ url, key: "k", variable: "NEXTMOVE_ADMIN_KEY" });
  await expect(list).rejects.toThrow(new TransientFailure(`${url} did not answer within 30 s`));
  const push = pushFeed(
    { url, key: "k", variable: "NEXTMOVE_SECRET_KEY" },
    { caseId: "shop", isUpdate: false, contentType: "text/csv" },
    {},
    new Uint8Array(3),
  );
  await expect(push).rejects.toThrow(new TransientFailure(`${url} did not answer within 1800 s`));
});

it("takes a key as it was copied, and says so when it is none", () => {
  const keyIn = (text: string) => {
    vi.stubEnv("NEXTMOVE_ADMIN_KEY", text);
    onTestFinished(() => void vi.unstubAllEnvs());
    return deploymentOf("http://localhost", "NEXTMOVE_ADMIN_KEY").key;
  };
  expect(keyIn(" ak_test_demo\n")).toBe("ak_test_demo");
  for (const text of ["ak_test_demo…", "ak_test\ndemo"]) {
    expect(() => keyIn(text)).toThrow(
      new CommandFailure("what NEXTMOVE_ADMIN_KEY holds is no key"),
    );
  }
});

it("takes the address of a server, and says so when it is none", () => {
  vi.stubEnv("NEXTMOVE_ADMIN_KEY", "ak_test_demo");
  onTestFinished(() => void vi.unstubAllEnvs());
  const at = (url: string) => deploymentOf(url, "NEXTMOVE_ADMIN_KEY").url;
  expect(at("https://edge.shop.example")).toBe("https://edge.shop.example");
  for (const url of ["localhost:8787", "edge.shop.example", "ftp://edge.shop.example", ""]) {
    expect(() => at(url), url).toThrow(
      new CommandFailure(`${url} is no address: it begins with https:// or http://`),
    );
  }
});
