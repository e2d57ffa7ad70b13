// `node test/performance/recommendation/head.ts [train.jsonl test.jsonl]`: what the head of lists
// learns, in a made-up shop with a secret (three of twelve brands pay three times as much), with places
// waiting for their rewards and without, and on sessions, where a list is rewarded if the product that is
// looked at next is on it.
import {
  ageHead,
  createHead,
  createRandom,
  createRecommender,
  describeItem,
  type Head,
  HEAD_CANDIDATES,
  learnPlace,
  recommend,
  type Recommender,
  recordEvent,
  reRank,
} from "@nextmove/engine";

import { train } from "../../../packages/cli/src/evaluate-recommendations/evaluate.ts";
import { predictionsOf } from "../../../packages/cli/src/evaluate-recommendations/predictions.ts";
import { readVisits } from "../../../packages/cli/src/evaluate-recommendations/read-visits.ts";
import { quantile } from "../summary.ts";

const SHOWN = 10;
const FLOOR = 0.005;
/** As often as lists are rewarded together: solving anew is part of the first list after that. */
const LISTS_PER_BATCH = 20;
const RUNS = 6;
/** A list is made every minute, and rewards are learned for a month, as by default. */
const LIST_MS = 60_000;
const AGES = { halfLifeMs: null, windowMs: 30 * 86_400_000 };
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

type Place = { item: string; features: string };
type List = { places: Place[]; candidates: string[]; microseconds: number };

const show = (recommender: Recommender, head: Head, session: string[], n: number): List => {
  const options = { limit: HEAD_CANDIDATES, now: n };
  const candidates = recommend(recommender, { kind: "session", session }, options);
  const start = performance.now();
  const context = { kind: "session", session, basket: [] };
  const seed = `list ${n}`;
  const request = { context, candidates, seed, floor: FLOOR, uniformShare: 0, now: n * LIST_MS };
  const list = reRank(recommender, head, request);
  const places = Array.from({ length: SHOWN }, (_, place): Place[] => {
    const index = list.next(() => true)?.index;
    const item = candidates[index ?? -1]?.item;
    return index === undefined || item === undefined
      ? []
      : [{ item, features: list.featuresAt(index, place) }];
  }).flat();
  const microseconds = 1000 * (performance.now() - start);
  return { places, candidates: candidates.map(({ item }) => item), microseconds };
};

const learnShown = (head: Head, shown: readonly Place[], list: number): void => {
  const at = list * LIST_MS;
  for (const { features } of shown) learnPlace(head, { features, count: 1, from: 0, to: 0, at });
};
const learnReward = (head: Head, { features }: Place, list: number, now: number): void => {
  const arrival = { ageMs: (now - list) * LIST_MS, count: 1 } as const;
  learnPlace(head, { features, count: 0, from: 0, to: 1, at: list * LIST_MS, arrival });
};

type Game = { rate: number; lists: number; delay: number; spread: boolean; waits: boolean };

/**
 * Lists of a shop of 300 products in 12 categories and 12 brands: what is drawn pays, as a share of what the
 * recommender's order does, by quarters of their number, and as the last one the best that could be.
 */
const playSecret = ({ rate, lists, delay, spread, waits }: Game, run: number): number[] => {
  const random = createRandom(`shop ${run}`);
  const recommender = createRecommender({ mostItems: 512, mostEvents: 2 ** 15 });
  const near = (category: number) => `p${category * 25 + Math.floor(25 * random() ** 2)}`;
  for (let n = 0; n < 300; n++) {
    const category = ["shop", `category ${Math.floor(n / 25)}`];
    describeItem(recommender, `p${n}`, { title: `t${n}`, category, brand: `brand ${n % 12}` });
  }
  for (let n = 0; n < 4000; n++) {
    const category = Math.floor(12 * random());
    for (let at = 0; at < 4; at++) {
      recordEvent(recommender, { visitor: `v${n}`, item: near(category), kind: "view", at: n });
    }
  }
  const pays = (item: string, place: number): number =>
    (rate / (1 + 0.3 * place)) * (Number(item.slice(1)) % 12 < 3 ? 3 : 1);
  const sumOf = (items: readonly string[]): number =>
    items.slice(0, SHOWN).reduce((sum, item, place) => sum + pays(item, place), 0);
  const head = createHead();
  const shown: { list: number; places: Place[] }[] = [];
  let rewarded: { due: number; list: number; place: Place }[] = [];
  const quarters = Array.from({ length: 4 }, () => ({ drawn: 0, recommended: 0, best: 0 }));
  for (let made = 0; made < lists; made++) {
    const category = Math.floor(12 * random());
    const { places, candidates } = show(recommender, head, [near(category), near(category)], made);
    const sums = quarters[Math.floor((4 * made) / lists)];
    if (sums) {
      sums.drawn += sumOf(places.map(({ item }) => item));
      sums.recommended += sumOf(candidates);
      sums.best += sumOf(candidates.toSorted((a, b) => pays(b, 0) - pays(a, 0)));
    }
    shown.push({ list: made, places });
    for (const [at, place] of places.entries()) {
      if (random() >= pays(place.item, at)) continue;
      const after = spread ? -delay * Math.log(1 - random()) : delay;
      rewarded.push({ due: made + after, list: made, place });
    }
    if (made % LISTS_PER_BATCH > 0) continue;
    if (waits) ageHead(head, AGES, made * LIST_MS);
    for (const one of shown.splice(0)) learnShown(head, one.places, one.list);
    for (const one of rewarded) if (one.due <= made) learnReward(head, one.place, one.list, made);
    rewarded = rewarded.filter(({ due }) => due > made);
  }
  const best = quarters.reduce((sum, one) => sum + one.best / one.recommended / 4, 0);
  return [...quarters.map(({ drawn, recommended }) => drawn / recommended), best];
};

const printSecret = (game: Game): void => {
  const runs = Array.from({ length: RUNS }, (_, run) => playSecret(game, run));
  const means = [0, 1, 2, 3, 4].map(
    (at) => runs.reduce((sum, shares) => sum + (shares[at] ?? 0), 0) / RUNS,
  );
  const [first, second, third, fourth, best] = means.map(percent);
  const { rate, lists, delay, spread, waits } = game;
  const name = `pays ${rate}, ${lists} lists, ${delay} later${spread ? " on average" : ""}`;
  const counted = waits ? "waiting" : "counted 0";
  console.log(`${name}, ${counted}: ${first} ${second} ${third} ${fourth} (best ${best})`);
};

/** Hit rate and mean reciprocal rank of ten as recommended, drawn without rewards, and with them. */
const playSessions = async (trainFile: string, testFile: string): Promise<void> => {
  const recommender = train(await readVisits(trainFile), () => undefined);
  const questions = [...predictionsOf(await readVisits(testFile))];
  for (const mode of ["as recommended", "nothing rewarded", "rewarded"] as const) {
    const head = createHead();
    const times: number[] = [];
    const waiting: { list: number; places: Place[] }[] = [];
    const rewarded: { list: number; place: Place }[] = [];
    let hits = 0;
    let reciprocal = 0;
    for (const [n, { session, next }] of questions.entries()) {
      const { places, candidates, microseconds } = show(recommender, head, [...session], n);
      times.push(microseconds);
      const shown = places.map(({ item }) => item);
      const rank = (mode === "as recommended" ? candidates.slice(0, SHOWN) : shown).indexOf(next);
      if (rank >= 0) hits += 1;
      if (rank >= 0) reciprocal += 1 / (rank + 1);
      if (mode !== "rewarded") continue;
      waiting.push({ list: n, places });
      const taken = places.find(({ item }) => item === next);
      if (taken) rewarded.push({ list: n, place: taken });
      if (n % LISTS_PER_BATCH > 0) continue;
      ageHead(head, AGES, n * LIST_MS);
      for (const one of waiting.splice(0)) learnShown(head, one.places, one.list);
      for (const { place, list } of rewarded.splice(0)) learnReward(head, place, list, n);
    }
    const share = (count: number): string => (count / questions.length).toFixed(4);
    const time =
      mode === "as recommended" ? "" : `, head p50 ${quantile(times, 0.5).toFixed(0)} µs`;
    console.log(`${mode}: HR@10 ${share(hits)}, MRR@10 ${share(reciprocal)}${time}`);
  }
};

for (const { rate, lists } of [
  { rate: 0.05, lists: 2000 },
  { rate: 0.005, lists: 4000 },
]) {
  for (const delay of [0, 300, 1000]) {
    for (const spread of delay === 0 ? [false] : [false, true]) {
      for (const waits of [false, true]) printSecret({ rate, lists, delay, spread, waits });
    }
  }
}
const [trainFile, testFile] = process.argv.slice(2);
if (trainFile !== undefined && testFile !== undefined) await playSessions(trainFile, testFile);
