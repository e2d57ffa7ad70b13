import { accountId, caseId, sinkId } from "@nextmove/contract";

/** The account that exists only in development, so that a fresh clone answers at once. */
export const DEVELOPMENT_ACCOUNT = "demo";

/** Where a decision lives: the generation of shards, and the shard in it. */
export interface Location {
  epoch: number;
  shard: number;
}

/** Names whose parts are good: an isolate serves the same few cases again and again. */
const known = new Set<string>();
const KNOWN_LIMIT_NAMES = 1_000;

const validated = (account: string, caseName?: string): void => {
  // A good part holds neither sign, so what bad parts make is never among what good ones made.
  const name = caseName === undefined ? `${account}/` : `${account}:${caseName}`;
  if (known.has(name)) return;
  // The key's account and the route's case id have been checked; a bad part here is a bug, and would
  // otherwise reach another tenant's object.
  accountId.parse(account);
  if (caseName !== undefined) caseId.parse(caseName);
  if (known.size >= KNOWN_LIMIT_NAMES) known.clear();
  known.add(name);
};

/** Name of the Account object. */
export const accountName = (account: string): string => {
  validated(account);
  return account;
};

/** Name of the CaseModel object of a case. */
export const caseModelName = (account: string, caseName: string): string => {
  validated(account, caseName);
  return `${account}:${caseName}`;
};

/** Name of one of the Catalog objects of a case: the first, or a replica of it. */
export const catalogName = (account: string, caseName: string, replica = 0): string => {
  const first = caseModelName(account, caseName);
  return replica === 0 ? first : `${first}:${replica}`;
};

/** Name of a DecisionShard object. */
export const shardName = (account: string, caseName: string, { epoch, shard }: Location): string =>
  `${caseModelName(account, caseName)}:${epoch}.${shard}`;

/** Name of a CustomerShard object. */
export const customerShardName = (account: string, shard: number): string => {
  validated(account);
  return `${account}:${shard}`;
};

/** Name of a TestCycleShard object. */
export const testCycleShardName = customerShardName;

/** Name of a LedgerShard object. */
export const ledgerShardName = customerShardName;

/** Name of a Sink object. */
export const sinkName = (account: string, sink: string, shard: number): string => {
  validated(account);
  sinkId.parse(sink);
  return `${account}:${sink}:${shard}`;
};

/** What the name of one of an account's numbered shards says. */
export const parseNumberedName = (name: string): { account: string; shard: string } => {
  const [account = "", shard = ""] = name.split(":");
  return { account, shard };
};

/** What a Sink's own name says. */
export const parseSinkName = (name: string): { account: string; sinkId: string } => {
  const [account = "", sink = ""] = name.split(":");
  return { account, sinkId: sink };
};

/** What a DecisionShard's own name says; `label` is how the model knows the shard. */
export const parseShardName = (
  name: string,
): { account: string; caseId: string; epoch: number; label: string } => {
  const [account = "", caseName = "", label = ""] = name.split(":");
  return { account, caseId: caseName, epoch: Number(label.split(".")[0]), label };
};

/** What a CaseModel's own name says. */
export const parseCaseModelName = (name: string): { account: string; caseId: string } => {
  const [account = "", caseName = ""] = name.split(":");
  return { account, caseId: caseName };
};

/** What a Catalog's own name says. */
export const parseCatalogName = (
  name: string,
): { account: string; caseId: string; replica: number } => {
  const [account = "", caseName = "", replica = "0"] = name.split(":");
  return { account, caseId: caseName, replica: Number(replica) };
};

/** The place behind a shard's label. */
export const parseShardLabel = (label: string): Location => {
  const [epoch = 0, shard = 0] = label.split(".").map(Number);
  return { epoch, shard };
};
