import { expect, it } from "vitest";
import { START } from "../../../test/examples.ts";
import { fakeSqlStorage } from "../sql-storage.fake.ts";
import { AliasBook } from "./books/alias-book.ts";
import { HandOver } from "./hand-over.ts";

/** A shard with three pages of an alias, and an owner's shard that answers when it is told to. */
const openShard = () => {
  const aliases = new AliasBook(fakeSqlStorage());
  aliases.link("alias", "owner", START);
  const told: string[] = [];
  const answers: (() => void)[] = [];
  const answered = (what: string) => {
    told.push(what);
    return new Promise<void>((resolve) => answers.push(resolve));
  };
  const stub = {
    adopt: (text: string) => answered(text),
    hearOwned: () => answered("orders"),
  };
  const pages: Record<string, { events: unknown[]; next: string | null }> = {
    "": { events: ["first"], next: "1" },
    1: { events: ["second"], next: "2" },
    2: { events: [], next: null },
  };
  const handOver = new HandOver({
    env: { TEST_CYCLE_SHARD: { getByName: () => stub } } as unknown as Env,
    account: "mine",
    aliases,
    log: { page: (_: string, place: string) => pages[place] },
    orders: { of: () => [] },
  } as unknown as ConstructorParameters<typeof HandOver>[0]);
  return { handOver, aliases, told, answers };
};

it("copies each page once, though it is asked to by a link and by the alarm at the same time", async () => {
  const { handOver, aliases, told, answers } = openShard();
  const runs = Promise.all([handOver.run(START), handOver.run(START)]);
  // The last that was asked is answered first.
  for (let turn = 0; turn < 100; turn += 1) {
    answers.pop()?.();
    await Promise.resolve();
  }
  await runs;
  expect(told).toHaveLength(3);
  expect(aliases.open).toBeUndefined();
});
