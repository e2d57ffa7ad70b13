// `node test/performance/recommendation/replica-lists.ts TRAIN.jsonl TEST.jsonl`: what lists are worth when a
// case's visitors are spread over replicas that know the visits of their own, or those of all; and what it costs
// to be told about the others. Files as of `nextmove evaluate-recommendations`.
import {
  createOutbox,
  createRecommender,
  noteEvent,
  recommend,
  recordEvent,
  repeatStretch,
  takeStretches,
} from "@nextmove/engine";

import { predictionsOf } from "../../../packages/cli/src/evaluate-recommendations/predictions.ts";
import { readVisits } from "../../../packages/cli/src/evaluate-recommendations/read-visits.ts";
import { inOrder } from "../../../packages/cli/src/evaluate-recommendations/visits.ts";
import { replicaFor } from "../../../workers/edge/src/protocol/catalog/placement.ts";
import { printTable } from "../table.ts";

const REPLICAS = [1, 2, 4, 16];
const LIST_LENGTH = 20;
/** Views of all between two exchanges. */
const VIEWS_TOGETHER = 5_000;

const [trainFile, testFile] = process.argv.slice(2);
if (!trainFile || !testFile) throw new Error("usage: replica-lists.ts TRAIN.jsonl TEST.jsonl");
const visits = await readVisits(trainFile);
const predictions = [...predictionsOf(await readVisits(testFile))];

/** A case with this many Catalogs after all visits; with `told`, each knows what the others recorded. */
const openCatalogs = (replicas: number, told: boolean) => {
  const catalogs = Array.from({ length: replicas }, () => ({
    recommender: createRecommender({ idleMs: Infinity }),
    outbox: createOutbox(),
  }));
  let repeated = 0;
  let repeatedMicroseconds = 0;
  const tellAll = (): void => {
    const stretches = catalogs.map(({ outbox }) => takeStretches(outbox));
    const started = process.cpuUsage();
    for (const [n, { recommender }] of catalogs.entries()) {
      for (const stretch of stretches.toSpliced(n, 1).flat()) {
        repeatStretch(recommender, stretch);
        repeated += stretch.events.length;
      }
    }
    repeatedMicroseconds += process.cpuUsage(started).user;
  };
  let views = 0;
  for (const view of inOrder(visits)) {
    const visitor = String(visits.sessions[view]);
    const item = visits.itemIds[visits.items[view] ?? 0] ?? "";
    const catalog = catalogs[replicaFor(visitor, replicas)];
    if (!catalog) continue;
    const event = { visitor, item, kind: "view", at: visits.times[view] ?? 0 } as const;
    recordEvent(catalog.recommender, event);
    if (!told) continue;
    noteEvent(catalog.outbox, event);
    views += 1;
    if (views % VIEWS_TOGETHER === 0) tellAll();
  }
  if (told) tellAll();
  return { catalogs, perEvent: repeated > 0 ? repeatedMicroseconds / repeated : undefined };
};

const measure = (replicas: number, told: boolean) => {
  const { catalogs, perEvent } = openCatalogs(replicas, told);
  let hits = 0;
  let reciprocal = 0;
  let asked = 0;
  for (const { session, next } of predictions) {
    const catalog = catalogs[replicaFor(`asked-${asked}`, replicas)];
    asked += 1;
    if (!catalog) continue;
    const request = { kind: "session", session } as const;
    const list = recommend(catalog.recommender, request, { limit: LIST_LENGTH, now: 0 });
    const place = list.findIndex(({ item }) => item === next);
    if (place < 0) continue;
    hits += 1;
    reciprocal += 1 / (1 + place);
  }
  return [(hits / asked).toFixed(4), (reciprocal / asked).toFixed(4), perEvent];
};

printTable(
  "lists of 20 for the next view",
  [
    "replicas",
    "own visits: HR@20",
    "MRR@20",
    "all visits: HR@20",
    "MRR@20",
    "µs to be told a view",
  ],
  REPLICAS.map((replicas) => {
    const own = measure(replicas, false);
    const all = replicas > 1 ? measure(replicas, true) : [];
    return [replicas, ...own.slice(0, 2), ...all];
  }),
);
