import { createLearner, publish, absorb } from "@nextmove/engine";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Held, VersionPublication } from "../../../protocol/case-model/learning.ts";
import { AssignedModels } from "./assigned-models.ts";

const NOW = 1_800_000_000_000;

/** A version of the model, as the case's model publishes it. */
const version = (held: Held, { learns = false, actions = 1, dimension = 160 } = {}) => {
  const learner = createLearner({ dimension });
  for (let i = 0; i < actions; i++) {
    const term = { action: `a${i}`, count: 1, from: 0, to: 1, at: NOW } as const;
    absorb(learner, { c: [], n: [] }, [term], NOW);
  }
  const publication = publish(learner, held, Number.POSITIVE_INFINITY);
  return { publication, settings: { policy: "model" }, learns } satisfies VersionPublication;
};

/** Assigned models whose case model answers as it is told to; `pulled` are the ids it was asked for. */
const asking = (answer: (id: string, held: Held) => Promise<VersionPublication>) => {
  const pulled: string[] = [];
  const assigned = new AssignedModels((id, held) => {
    pulled.push(id);
    return answer(id, held);
  });
  return { assigned, pulled };
};

const items = (...models: (string | undefined)[]) => models.map((model) => ({ model }));

describe("AssignedModels", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("makes nobody wait for the live model, nor for one that is loaded", async () => {
    const { assigned, pulled } = asking(async (_, held) => version(held));
    expect(assigned.ready(items(undefined, "live"), NOW)).toBeUndefined();
    expect([assigned.of(undefined), assigned.of("live")]).toEqual(["live", "live"]);
    const loading = assigned.ready(items("m_v1", "m_v1", "n_v1"), NOW);
    expect(assigned.of("m_v1")).toBe("missing");
    await loading;
    expect(assigned.of("m_v1")).toMatchObject({ learns: false });
    expect(assigned.ready(items("m_v1"), NOW + 59_999)).toBeUndefined();
    expect(pulled).toEqual(["m_v1", "n_v1"]);
  });

  it("takes a version that comes in parts only as a whole", async () => {
    const { assigned } = asking(async (_, held) => {
      const whole = version(held, { actions: 3 });
      if (held.version > 0) return whole;
      const [first] = whole.publication.actions;
      const header = { ...whole.publication.header, version: 1 };
      return {
        ...whole,
        publication: { header, actions: first ? [first] : [], more: true },
      };
    });
    await assigned.ready(items("m_v1"), NOW);
    const model = assigned.of("m_v1");
    expect(typeof model === "object" && [...model.replica.actions.keys()]).toEqual([
      "a0",
      "a1",
      "a2",
    ]);
  });

  it("makes a visitor wait for a slow model a quarter of a second, and those who come after not at all", async () => {
    let answer: (publication: VersionPublication) => void = () => undefined;
    const { assigned, pulled } = asking(
      () => new Promise<VersionPublication>((resolve) => (answer = resolve)),
    );
    const waited = assigned.ready(items("m_v1"), NOW);
    await vi.advanceTimersByTimeAsync(250);
    await waited;
    expect(assigned.of("m_v1")).toBe("missing");
    expect(assigned.ready(items("m_v1"), NOW)).toBeUndefined();
    answer(version({ version: 0, space: 0 }));
    await vi.advanceTimersByTimeAsync(0);
    expect(assigned.of("m_v1")).toMatchObject({ learns: false });
    expect(pulled).toEqual(["m_v1"]);
  });

  it("asks a model that failed again after a second, and keeps nobody waiting for that", async () => {
    const answers = [
      Promise.reject(new Error("out of reach")),
      Promise.resolve("external" as const),
    ];
    const { assigned, pulled } = asking(() => answers.shift() ?? Promise.resolve("deleted"));
    await assigned.ready(items("x"), NOW);
    expect(assigned.of("x")).toBe("missing");
    expect(assigned.ready(items("x"), NOW + 999)).toBeUndefined();
    expect(pulled).toHaveLength(1);
    expect(assigned.ready(items("x"), NOW + 1000)).toBeUndefined();
    await vi.advanceTimersByTimeAsync(0);
    expect(assigned.of("x")).toBe("external");
  });

  it("asks once a minute whether there is a version by now of an id that was none", async () => {
    let answer: VersionPublication = "external";
    const { assigned, pulled } = asking(async () => answer);
    await assigned.ready(items("m_v1"), NOW);
    answer = version({ version: 0, space: 0 });
    expect(assigned.ready(items("m_v1"), NOW + 59_999)).toBeUndefined();
    expect(assigned.of("m_v1")).toBe("external");
    expect(assigned.ready(items("m_v1"), NOW + 60_000)).toBeUndefined();
    await vi.advanceTimersByTimeAsync(0);
    expect(assigned.of("m_v1")).toMatchObject({ learns: false });
    expect(pulled).toHaveLength(2);
  });

  it("brings up to date what learns, and only that; what was deleted meanwhile is missing", async () => {
    let isDeleted = false;
    const { assigned, pulled } = asking(async (id, held) =>
      isDeleted ? "deleted" : version(held, { learns: id === "learns_v1" }),
    );
    await assigned.ready(items("learns_v1", "frozen_v1", "live"), NOW);
    await assigned.refresh();
    expect(pulled).toEqual(["learns_v1", "frozen_v1", "learns_v1"]);
    isDeleted = true;
    await assigned.refresh();
    expect(assigned.of("learns_v1")).toBe("missing");
    expect(assigned.of("frozen_v1")).toMatchObject({ learns: false });
  });

  it("asks once a minute for what a model has changed, also a frozen one: it may have been deleted", async () => {
    let isDeleted = false;
    const { assigned, pulled } = asking(async (_, held) =>
      isDeleted ? "deleted" : version(held, { actions: held.version === 0 ? 1 : 2 }),
    );
    await assigned.ready(items("m_v1"), NOW);
    const later = async (at: number) => {
      expect(assigned.ready(items("m_v1"), at)).toBeUndefined();
      await vi.advanceTimersByTimeAsync(0);
      return assigned.of("m_v1");
    };
    const model = await later(NOW + 60_000);
    expect(typeof model === "object" && model.replica.actions.size).toBe(2);
    isDeleted = true;
    expect(await later(NOW + 119_999)).toBe(model);
    expect(await later(NOW + 120_000)).toBe("missing");
    expect(await later(NOW + 179_999)).toBe("missing");
    expect(pulled).toHaveLength(3);
  });

  it("decides on by what it has while the model cannot be asked", async () => {
    let isAway = false;
    const { assigned, pulled } = asking(async (_, held) => {
      if (isAway) throw new Error("out of reach");
      return version(held);
    });
    await assigned.ready(items("m_v1"), NOW);
    isAway = true;
    for (const at of [NOW + 60_000, NOW + 60_999, NOW + 61_000]) {
      expect(assigned.ready(items("m_v1"), at)).toBeUndefined();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(assigned.of("m_v1")).toMatchObject({ learns: false });
    expect(pulled).toHaveLength(3);
  });

  it("takes no part of a version that is deleted while it comes in parts", async () => {
    const { assigned } = asking(async (_, held) => {
      const { publication, ...rest } = version(held);
      return held.version > 0
        ? "deleted"
        : { ...rest, publication: { ...publication, more: true } };
    });
    await assigned.ready(items("m_v1"), NOW);
    expect(assigned.of("m_v1")).toBe("missing");
  });

  it("forgets those not used for longest when they would fill the object's memory", async () => {
    // Each counts 1 MiB at least.
    const pull = async (_: string, held: Held) => version(held);
    const assigned = new AssignedModels(pull, 3 * 1024 * 1024);
    for (const id of ["m_v1", "m_v2", "m_v3"]) await assigned.ready(items(id), NOW);
    expect(assigned.of("m_v1")).toMatchObject({ learns: false });
    await assigned.ready(items("m_v4"), NOW);
    expect(["m_v1", "m_v2", "m_v4"].map((id) => typeof assigned.of(id))).toEqual([
      "object",
      "string",
      "object",
    ]);
  });
});
