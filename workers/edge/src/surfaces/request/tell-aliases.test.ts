import { expect, it } from "vitest";
import type { Scene } from "./scene.ts";
import { tellAliases } from "./tell-aliases.ts";

let accounts = 0;
/** The links that an account is told about, `alias > owner`, one set of visitors after the other. */
const linksOf = async (
  known: Parameters<typeof tellAliases>[1],
  { tests = true, times = 1 } = {},
): Promise<string[]> => {
  accounts += 1;
  const links: string[] = [];
  const stub = {
    link: (alias: string, owner: string) => {
      links.push(`${alias} > ${owner}`);
      return Promise.resolve();
    },
  };
  for (let time = 0; time < times; time++) {
    const work: Promise<void>[] = [];
    const scene: Pick<Scene, "env" | "account" | "call" | "tests" | "afterwards"> = {
      env: { TEST_CYCLE_SHARD: { getByName: () => stub } } as unknown as Env,
      account: `tell-${accounts}`,
      call: { now: 0 } as Scene["call"],
      tests,
      afterwards: (each) => void work.push(each),
    };
    tellAliases(scene as Scene, known);
    await Promise.all(work);
  }
  return links;
};

const google = (id: string) => ({ ga_client_id: id });

it("tells once which consumer a Google id is of", async () => {
  const known = [{ consumerId: "consumer", aliases: google("1.2") }];
  expect(await linksOf(known, { times: 3 })).toEqual(["1.2 > consumer"]);
  expect(await linksOf(known, { tests: false })).toEqual([]);
});

it("takes the cookie's value for a consumer's name too: events know it by the id in it", async () => {
  expect(await linksOf([{ consumerId: "GA1.2.1.2" }])).toEqual(["1.2 > GA1.2.1.2"]);
  const both = { consumerId: "GA1.2.1.2", aliases: google("GA1.1.1.2") };
  expect(await linksOf([both])).toEqual(["1.2 > GA1.2.1.2"]);
  const other = { consumerId: "GA1.2.1.2", aliases: google("3.4") };
  expect(await linksOf([other])).toEqual(["1.2 > GA1.2.1.2", "3.4 > GA1.2.1.2"]);
});

it("tells of nobody, and takes no other name for Google's", async () => {
  const known = [
    { consumerId: undefined, aliases: google("1.2") },
    { consumerId: "1.2", aliases: google("1.2") },
    { consumerId: "consumer", aliases: google("somebody else") },
    { consumerId: "consumer", aliases: { other: "1.2" } },
  ];
  expect(await linksOf(known)).toEqual([]);
});
