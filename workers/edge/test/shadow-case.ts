import { absorb, createLearner, exportAction, type LearnerHeader } from "@nextmove/engine";
import { type Sums, sumsOf } from "./case-objects.ts";
import { HOUR_MS, observation, START } from "./examples.ts";

const WAITING_MS = 24 * HOUR_MS;

interface Story {
  state: object;
  decidedAt: number | undefined;
  order: readonly string[];
  selections: { action: string; at: number }[];
  rewards: { id: string | undefined; value: number; at: number }[];
}

/**
 * What a case under a server's key should have learned in the end, kept by the plainest means: a
 * list of what happened per query. Knows nothing of logs, terms, batches or expectations.
 */
export class ShadowCase {
  readonly #stories = new Map<string, Story>();

  /** The answer that was given, or undefined while the query is undecided. */
  decided(query: string): readonly string[] | undefined {
    const story = this.#stories.get(query);
    return story?.decidedAt === undefined ? undefined : story.order;
  }

  decide(query: string, state: object, order: readonly string[], now: number): void {
    const story = this.#story(query);
    const isKept = ({ at }: { at: number }) => at > now - WAITING_MS;
    Object.assign(story, {
      state,
      order,
      decidedAt: now,
      selections: story.selections.filter(isKept),
      rewards: story.rewards.filter(isKept),
    });
  }

  /** Whether this is a replay. */
  select(query: string, action: string, now: number): boolean {
    const { selections } = this.#story(query);
    if (selections.at(-1)?.action === action) return true;
    selections.push({ action, at: now });
    return false;
  }

  /** Whether this is a replay; `conflict` when the id came before with another value. */
  reward(query: string, value: number, id: string | undefined, now: number): boolean | "conflict" {
    const { rewards } = this.#story(query);
    const known = rewards.find((reward) => id !== undefined && reward.id === id);
    if (known) return known.value === value ? true : "conflict";
    rewards.push({ id, value, at: now });
    return false;
  }

  /** The sums of a learner that hears each decision's final value once, in the given feature space. */
  sums({ options, model }: LearnerHeader): Map<string, Sums> {
    const learner = createLearner(options, model);
    for (const { state, decidedAt, order, selections, rewards } of this.#stories.values()) {
      if (decidedAt === undefined) continue;
      const action = selections.at(-1)?.action ?? order[0] ?? "";
      const total = rewards.reduce((sum, { value }) => sum + value, 0);
      const to = Math.min(100, Math.max(-100, total));
      absorb(learner, observation(state), [{ action, count: 1, from: 0, to, at: START }], START);
    }
    return new Map(
      [...learner.actions.keys()].map((name) => [name, sumsOf(exportAction(learner, name))]),
    );
  }

  #story(query: string): Story {
    const story = this.#stories.get(query) ?? {
      state: {},
      decidedAt: undefined,
      order: [],
      selections: [],
      rewards: [],
    };
    this.#stories.set(query, story);
    return story;
  }
}
