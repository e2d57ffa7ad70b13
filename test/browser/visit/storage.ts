import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";

const named = z.object({ name: z.string(), value: z.string() });
// Playwright's types leave IndexedDB out.
const snapshot = z.object({
  cookies: named.array(),
  origins: z.array(
    z.object({
      localStorage: named.array(),
      indexedDB: z
        .array(
          z.object({
            name: z.string(),
            stores: z.array(z.object({ records: z.array(z.unknown()) })),
          }),
        )
        .default([]),
    }),
  ),
});

export type Stored = {
  /** Names. */
  cookies: string[];
  /** Names in localStorage, sorted. */
  local: string[];
  /** IndexedDB: name -> number of records. */
  databases: Record<string, number>;
};

/** All that a browser keeps between two visits, of all sites. */
export async function storedIn(context: BrowserContext): Promise<Stored> {
  const { cookies, origins } = snapshot.parse(await context.storageState({ indexedDB: true }));
  return {
    cookies: cookies.map(({ name }) => name),
    local: origins.flatMap(({ localStorage }) => localStorage.map(({ name }) => name)).sort(),
    databases: Object.fromEntries(
      origins.flatMap(({ indexedDB }) =>
        indexedDB.map(({ name, stores }) => [
          name,
          stores.flatMap((store) => store.records).length,
        ]),
      ),
    ),
  };
}

const record = z.object({ value: z.object({ body: z.string() }) });

/** Selections and rewards that wait in the browser for a time when they can be sent. */
export async function waitingIn(context: BrowserContext): Promise<number> {
  const { origins } = snapshot.parse(await context.storageState({ indexedDB: true }));
  return origins
    .flatMap(({ indexedDB }) => indexedDB)
    .flatMap(({ stores }) => stores)
    .flatMap(({ records }) => records)
    .map((each) => record.parse(each).value.body)
    .filter((body) => /^{"type":"(select|reward)"/.test(body)).length;
}

/** The visitor's id as the cookie has it. */
export async function visitorIdIn(context: BrowserContext): Promise<string | undefined> {
  const cookie = (await context.cookies()).find(({ name }) => name === "nextmove_id");
  return cookie?.value.split(".").at(-1);
}

/** Lets the page try to send whatever waits; resolves when the attempt is over. */
export const flush = (page: Page): Promise<void> => page.evaluate(() => window.nextmove?.flush?.());
