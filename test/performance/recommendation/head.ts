// `node test/performance/recommendation/head.ts [train.jsonl test.jsonl]`: what the head of lists
// learns, in a made-up shop with a secret (three of twelve brands pay three times as much), and on
// sessions, where a list is rewarded if the product that is looked at next is on it.
import {
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
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

type Place = { item: string; features: string };
type List = { places: Place[]; candidates: string[]; microseconds: number };

const show = (recommender: Recommender, head: Head, session: string[], n: number): List => {
  const options = { limit: HEAD_CANDIDATES, now: n };
  const candidates = recommend(recommender, { kind: "session", session }, options);
  const start = performance.now();
  const context = { kind: "session", session, basket: [] };
  const seed = `list ${n}`;
  const request = { context, candidates, seed, floor: FLOOR, uniformShare: 0, now: n };
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

/** As the objects do: a list that is shown has brought nothing, until a reward says what. */
const learnShown = (head: Head, shown: readonly Place[]): void => {
  for (const { features } of shown) learnPlace(head, { features, count: 1, from: 0, to: 0, at: 0 });
};
const learnReward = (head: Head, { features }: Place): void =>
  learnPlace(head, { features, count: 0, from: 0, to: 1, at: 0 });

/**
 * Lists of a shop of 300 products in 12 categories and 12 brands, by quarters of their number.
 *
 * @param delay lists made before a reward comes
 */
const playSecret = (rate: number, lists: number, delay: number): void => {
  const random = createRandom("shop");
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
  const shown: Place[][] = [];
  const rewarded: { due: number; place: Place }[] = [];
  let made = 0;
  for (let quarter = 1; quarter <= 4; quarter++) {
    const sums = { drawn: 0, recommended: 0, best: 0 };
    for (; made < (quarter * lists) / 4; made++) {
      const category = Math.floor(12 * random());
      const list = show(recommender, head, [near(category), near(category)], made);
      const { places, candidates } = list;
      sums.drawn += sumOf(places.map(({ item }) => item));
      sums.recommended += sumOf(candidates);
      sums.best += sumOf(candidates.toSorted((a, b) => pays(b, 0) - pays(a, 0)));
      shown.push(places);
      for (const [at, place] of places.entries()) {
        if (random() < pays(place.item, at)) rewarded.push({ due: made + delay, place });
      }
      if (made % LISTS_PER_BATCH > 0) continue;
      for (const one of shown.splice(0)) learnShown(head, one);
      const come = rewarded.filter(({ due }) => due <= made).length;
      for (const { place } of rewarded.splice(0, come)) learnReward(head, place);
    }
    const gain = percent(sums.drawn / sums.recommended);
    const most = percent(sums.best / sums.recommended);
    console.log(`pays ${rate}, ${delay} lists later, to list ${made}: ${gain} (best ${most})`);
  }
};

/** Hit rate and mean reciprocal rank of ten as recommended, drawn without rewards, and with them. */
const playSessions = async (trainFile: string, testFile: string): Promise<void> => {
  const recommender = train(await readVisits(trainFile), () => undefined);
  const questions = [...predictionsOf(await readVisits(testFile))];
  for (const mode of ["as recommended", "nothing rewarded", "rewarded"] as const) {
    const head = createHead();
    const times: number[] = [];
    const waiting: Place[][] = [];
    const rewarded: Place[] = [];
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
      waiting.push(places);
      const taken = places.find(({ item }) => item === next);
      if (taken) rewarded.push(taken);
      if (n % LISTS_PER_BATCH > 0) continue;
      for (const one of waiting.splice(0)) learnShown(head, one);
      for (const place of rewarded.splice(0)) learnReward(head, place);
    }
    const share = (count: number): string => (count / questions.length).toFixed(4);
    const time =
      mode === "as recommended" ? "" : `, head p50 ${quantile(times, 0.5).toFixed(0)} µs`;
    console.log(`${mode}: HR@10 ${share(hits)}, MRR@10 ${share(reciprocal)}${time}`);
  }
};

for (const delay of [0, 300, 1000]) {
  playSecret(0.05, 2000, delay);
  playSecret(0.005, 4000, delay);
}
const [trainFile, testFile] = process.argv.slice(2);
if (trainFile !== undefined && testFile !== undefined) await playSessions(trainFile, testFile);
