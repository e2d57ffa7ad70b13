import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { actionResponse, caseStatus, collectResponse, consumerResponse } from "@nextmove/contract";
import { createRandom } from "@nextmove/engine";
import { afterAll, describe, expect, inject, it } from "vitest";

import { type HttpClient, httpClient } from "../harness/http-client.ts";
import { startRawWorkerd } from "../harness/raw-workerd.ts";

const ROUNDS = 8;
/** A round crashes after this many acknowledgements. */
const ACKNOWLEDGEMENTS = { least: 10, most: 100 };
const BROWSERS = 24;
const SETTLED_MS = 3_000;
const CASE = "crash-collect";

const KEY = "pk_test_demo";
const SECRET = { authorization: "Bearer sk_test_demo" };
const ADMIN = { authorization: "Bearer ak_test_demo" };

const folder = mkdtempSync(join(tmpdir(), "nextmove-crash-collect-"));
const stateFolder = join(folder, "state");
const configPath = inject("workerdConfigPath");

afterAll(() => rmSync(folder, { recursive: true }));

/** What a browser keeps of its visit: its journal goes only when an answer says that it is stored. */
interface Browser {
  consumer: string;
  seq: number;
  decisions: number;
  journal: object[];
}

const numbered = (browser: Browser, event: object): void => {
  browser.seq += 1;
  const { consumer, seq } = browser;
  browser.journal.push({ seq, event_id: `${consumer}-${seq}`, at: Date.now(), ...event });
};

/** One step of a visit: a decision, seen and rewarded, or a page; then all that is in the journal. */
async function step(browser: Browser, client: HttpClient, random: () => number): Promise<void> {
  const post = async (path: string, body: object): Promise<unknown> => {
    const answer = await client.send({ path, headers: {}, body });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body);
  };
  if (browser.journal.length === 0) {
    if (random() < 0.5) {
      const asked = { key: KEY, consumer_id: browser.consumer };
      const { query_id, actions, token } = actionResponse.parse(
        await post(`/v3/action/${CASE}`, asked),
      );
      browser.decisions += 1;
      numbered(browser, { type: "select", query_id, action: actions[0], token });
      numbered(browser, { type: "reward", query_id, event_type: "buy", value: 1, token });
    }
    numbered(browser, { type: "track", name: "page_view", page_id: `/${browser.seq}` });
  }
  const { consumer, journal } = browser;
  const events = [...journal];
  const envelope = { key: KEY, consumer_id: consumer, tab: `tab-${consumer}`, events };
  const answer = collectResponse.parse(await post(`/v3/collect/${CASE}`, envelope));
  expect(answer).toMatchObject({ status: 1, received: events.length });
  browser.journal = [];
}

/** Lets all browsers go on at once; at an acknowledgement the server is killed. */
async function browseUntilCrash(
  url: string,
  browsers: readonly Browser[],
  random: () => number,
  crash: { afterAcknowledgements: number; now: () => Promise<void> },
): Promise<void> {
  const client = httpClient(url, BROWSERS);
  let acknowledged = 0;
  let hasCrashed = false;
  const browse = async (browser: Browser): Promise<void> => {
    while (!hasCrashed) {
      try {
        await step(browser, client, random);
      } catch (error) {
        if (!hasCrashed) throw error;
        return;
      }
      acknowledged += 1;
      if (acknowledged !== crash.afterAcknowledgements) continue;
      hasCrashed = true;
      await crash.now();
    }
  };
  await Promise.all(browsers.map(browse));
  client.close();
}

describe("kill -9 while browsers report", () => {
  it(`loses and doubles no event, in ${ROUNDS} rounds`, async () => {
    const random = createRandom("crash while browsers report");
    const browsers = Array.from({ length: BROWSERS }, (_, index): Browser => {
      return { consumer: `consumer-${index}`, seq: 0, decisions: 0, journal: [] };
    });
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startRawWorkerd({ configPath, stateFolder });
      if (round === 0) {
        await request(server.url, `/v3/cases/${CASE}`, ADMIN, { actions: ["a", "b"] }, "PUT");
      }
      const { least, most } = ACKNOWLEDGEMENTS;
      await browseUntilCrash(server.url, browsers, random, {
        afterAcknowledgements: least + Math.floor(random() * (most - least)),
        now: () => server.stop("SIGKILL"),
      });
    }

    const server = await startRawWorkerd({ configPath, stateFolder });
    const client = httpClient(server.url, BROWSERS);
    const unsent = browsers.filter(({ journal }) => journal.length > 0);
    for (const browser of unsent) await step(browser, client, random);
    client.close();
    await request(server.url, "/dev/clock", ADMIN, { advance_ms: SETTLED_MS });
    const status = caseStatus.parse(
      await request(server.url, `/v3/cases/${CASE}/status`, ADMIN, undefined, "GET"),
    );
    const sum = (count: (browser: Browser) => number): number =>
      browsers.reduce((total, browser) => total + count(browser), 0);
    expect(status).toMatchObject({
      selections: sum(({ decisions }) => decisions),
      rewards: sum(({ decisions }) => decisions),
      delivery: { received: sum(({ seq }) => seq), missing: 0, dropped: {} },
    });
    for (const { consumer, seq } of browsers) {
      expect(await toldSeqs(server.url, consumer)).toEqual(
        Array.from({ length: seq }, (_, index) => seq - index),
      );
    }
    await server.stop();
  });
});

/** The numbers in a consumer's history, newest first. */
async function toldSeqs(url: string, consumer: string): Promise<number[]> {
  const seqs: number[] = [];
  let query = "";
  while (true) {
    const path = `/v3/consumers/${consumer}${query}`;
    const page = consumerResponse.parse(await request(url, path, SECRET, undefined, "GET"));
    for (const { events } of page.history) {
      seqs.push(...events.map(({ seq }) => seq).toReversed());
    }
    if (page.before === null) return seqs;
    query = `?before=${page.before}`;
  }
}

async function request(
  url: string,
  path: string,
  headers: Record<string, string>,
  body: object | undefined,
  method = "POST",
): Promise<unknown> {
  const response = await fetch(new URL(path, url), {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json();
}
