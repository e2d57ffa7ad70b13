import type { SinkSettings } from "@nextmove/contract";

export interface SigningSecret {
  secret: string;
  createdAt: number;
  /** Null for the one that stays. */
  expiresAt: number | null;
}

/** A sink as the Account keeps it, secrets included. */
export interface SinkDefinition {
  sinkId: string;
  settings: SinkSettings;
  /** A webhook's, at most two, the newest first. */
  secrets: SigningSecret[];
  createdAt: number;
  /** Counts its changes: what was found out under one says nothing of the next. */
  revision: number;
  /** Its endpoint has said that it wants no more. */
  disabled?: { at: number; reason: string };
}

/** Which settings of which sink. */
export type SinkRevision = Pick<SinkDefinition, "sinkId" | "createdAt" | "revision">;

/** Whether these are the same settings of the same sink. */
export const isSameRevision = (one: SinkRevision, other: SinkRevision): boolean =>
  one.sinkId === other.sinkId &&
  one.createdAt === other.createdAt &&
  one.revision === other.revision;

/** Those that sign now, the newest first. */
export const signingSecrets = ({ secrets }: SinkDefinition, now: number): string[] =>
  secrets
    .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
    .map(({ secret }) => secret);

/** What the operator does to a sink. */
export type SinkChange = { what: "put"; settings: SinkSettings } | { what: "rotate" };
