import type { Api } from "./api.ts";

export type Lesson = {
  caseId: string;
  /** Decisions in all; a whole number of rounds. */
  decisions: number;
  actions: readonly string[];
  stateOf: (index: number) => Readonly<Record<string, unknown>>;
  /** What the shown action brings, in the shop's unit. */
  rewardOf: (index: number, action: string) => number;
  /** Between a round's decisions and its rewards, ms. */
  delayMs?: number;
};

/** Decisions that go out before the first of them is rewarded. */
const ROUND = 25;

/** Lets visitors come by in rounds. Returns the action each was shown, in order. */
export async function teach(api: Api, lesson: Lesson): Promise<string[]> {
  const { caseId, decisions, actions, stateOf, rewardOf, delayMs = 0 } = lesson;
  const shown: string[] = [];
  for (let start = 0; start < decisions; start += ROUND) {
    const indexes = Array.from({ length: ROUND }, (_, offset) => start + offset);
    const customers = indexes.map((index) => ({
      query_id: `${caseId}-${index}`,
      state: stateOf(index),
    }));
    const rankings = await api.decideBatch(caseId, { customers, actions });
    if (delayMs > 0) await api.advance(delayMs);
    const rewards = rankings.map(({ query_id, actions: [action = ""] }, offset) => {
      shown.push(action);
      return { query_id, value: rewardOf(start + offset, action) };
    });
    await api.rewardBatch(caseId, rewards);
  }
  return shown;
}

/** How probable it is that the action comes first for a visitor in this state. */
export async function probabilityOf(
  api: Api,
  caseId: string,
  request: { action: string; actions: readonly string[]; state: object; query_id?: string },
): Promise<number> {
  const { action: wanted, ...body } = request;
  const { actions } = await api.explain(caseId, body);
  const found = actions.find(({ action }) => action === wanted);
  if (found === undefined) throw new Error(`${wanted} was not ranked`);
  return found.probability;
}
