import { readAccount } from "../protocol/account/account-directory.ts";
import { sinkShardOf } from "../protocol/sink/placement.ts";
import { sinkAt } from "../protocol/sink/stub.ts";
import type { Receiver } from "./cursor.ts";
import { type Message, type SinkRoute, wants } from "../protocol/sink/message.ts";

/** A log with sinks behind it. */
interface Source<Entry> {
  account: string;
  /** Tells the account's logs apart. */
  name: string;
  /** What an entry is to the outside, if anything; with the state a decision was made from, or without. */
  describe: (entry: Entry, withState: boolean) => Message | undefined;
}

const receiverOf = <Entry extends { seq: number }>(
  env: Env,
  source: Source<Entry>,
  route: SinkRoute,
): Receiver<Entry> => ({
  id: `sink:${route.sinkId}`,
  incarnation: route.createdAt,
  since: route.from === "start" ? -1 : route.createdAt,
  paused: route.paused,
  take: async ({ entries, toSeq, lost }) => {
    const messages = entries.flatMap((entry) => {
      const message = source.describe(entry, route.includeState);
      return message && wants(route, message) ? [{ seq: entry.seq, message }] : [];
    });
    const groups = Map.groupBy(messages, ({ message }) => sinkShardOf(message.visitor));
    // One of them keeps the count of what was lost.
    if (lost > 0 && !groups.has(0)) groups.set(0, []);
    const answers = await Promise.all(
      [...groups].map(([shard, mine]) =>
        sinkAt(env, source.account, route.sinkId, shard).store({
          source: source.name,
          incarnation: route.createdAt,
          toSeq,
          lost: shard === 0 ? lost : 0,
          messages: mine,
        }),
      ),
    );
    return answers.find((answer) => !answer.ok) ?? { ok: true };
  },
});

/** The account's sinks as receivers of a log; known for at most 30 s. */
export const sinkReceivers = async <Entry extends { seq: number }>(
  env: Env,
  source: Source<Entry>,
  now: number,
): Promise<Receiver<Entry>[]> => {
  const snapshot = await readAccount(env, source.account, now, () => true);
  return (snapshot?.sinks ?? []).map((route) => receiverOf(env, source, route));
};
