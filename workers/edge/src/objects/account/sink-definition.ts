import { SECRET_OVERLAP_MS, SINKS_LIMIT, type SinkSettings } from "@nextmove/contract";
import type { SigningSecret, SinkChange, SinkDefinition } from "../../protocol/sink/definition.ts";
import { kindOf } from "../../forward/kinds/index.ts";
import { makeWebhookSecret } from "../../forward/kinds/webhook.ts";
import type { SinkRoute } from "../../protocol/sink/message.ts";
import { failure, type Failure } from "../../http/problems.ts";
import { fail, ok, type Result } from "../../result.ts";

const newSecret = (now: number): SigningSecret => ({
  secret: makeWebhookSecret(),
  createdAt: now,
  expiresAt: null,
});

const isAtSameHost = (settings: { url: string }, before: { url: string }): boolean =>
  URL.parse(settings.url)?.host === URL.parse(before.url)?.host;

/**
 * What is left out of a change stays: secrets are not shown, so they cannot be sent back. They go only to
 * the host they were given for, so that nobody learns them by changing a sink.
 */
const withSecretsOf = (settings: SinkSettings, before: SinkSettings): SinkSettings => {
  if ("url" in settings && "url" in before && !isAtSameHost(settings, before)) return settings;
  if (settings.kind === "ga4" && before.kind === "ga4") {
    return { ...settings, api_secret: settings.api_secret ?? before.api_secret };
  }
  if (settings.kind === "test_cycle" && before.kind === "test_cycle") {
    const { token = before.token, headers = before.headers } = settings;
    return { ...settings, token, headers };
  }
  if (settings.kind === "webhook" && before.kind === "webhook") {
    return { ...settings, headers: settings.headers ?? before.headers };
  }
  return settings;
};

/** The definition after a `PUT`: what its endpoint had switched off is on again. */
const define = (
  sinkId: string,
  settings: SinkSettings,
  before: SinkDefinition | undefined,
  now: number,
): Result<SinkDefinition, Failure> => {
  if (before && before.settings.kind !== settings.kind) {
    return fail(failure("sink_conflict", "a sink keeps its kind: delete it first", "kind"));
  }
  const kept = before ? withSecretsOf(settings, before.settings) : settings;
  if (kept.kind === "ga4" && kept.api_secret === undefined) {
    return fail(failure("invalid_body", "is missing; it must be a text", "api_secret"));
  }
  const secrets = settings.kind === "webhook" ? [newSecret(now)] : [];
  return ok({
    sinkId,
    settings: kept,
    secrets: before?.secrets ?? secrets,
    createdAt: before?.createdAt ?? now,
    revision: before ? before.revision + 1 : 0,
  });
};

/** A new secret beside the last one, which signs for a while longer. */
const rotate = (definition: SinkDefinition, now: number): Result<SinkDefinition, Failure> => {
  if (definition.settings.kind !== "webhook") {
    return fail(failure("sink_conflict", "only webhooks are signed"));
  }
  const [latest] = definition.secrets;
  const former = latest ? [{ ...latest, expiresAt: now + SECRET_OVERLAP_MS }] : [];
  const secrets = [newSecret(now), ...former];
  return ok({ ...definition, secrets, revision: definition.revision + 1 });
};

/** The sink after a change; refused when the account has too many. */
export const changeSink = (
  sinkId: string,
  change: SinkChange,
  all: readonly SinkDefinition[],
  now: number,
): Result<SinkDefinition, Failure> => {
  const before = all.find((known) => known.sinkId === sinkId);
  if (change.what === "put") {
    return before || all.length < SINKS_LIMIT
      ? define(sinkId, change.settings, before, now)
      : fail(failure("too_many_sinks", `delete one of the ${all.length} sinks first`));
  }
  return before ? rotate(before, now) : fail(failure("unknown_sink", "no such sink"));
};

/** What the logs need to know of a sink. */
export const routeOf = ({ sinkId, settings, createdAt, disabled }: SinkDefinition): SinkRoute => {
  const { types } = kindOf(settings);
  const { events, cases, from, enabled } = settings;
  return {
    sinkId,
    createdAt,
    from,
    paused: !enabled || disabled !== undefined,
    types: [...(events ?? types)],
    ...(cases === undefined ? {} : { cases }),
    includeState: "include_state" in settings && settings.include_state,
  };
};
