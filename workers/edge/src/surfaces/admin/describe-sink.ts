import type { SinkDescription, SinkSettings } from "@nextmove/contract";
import type { SinkDefinition } from "../../protocol/sink/definition.ts";

const timeOf = (ms: number): string => new Date(ms).toISOString();

const shown = (settings: SinkSettings) => {
  switch (settings.kind) {
    case "r2":
      return settings;
    case "ga4": {
      const { api_secret: _, ...rest } = settings;
      return rest;
    }
    case "webhook":
      return { ...settings, headers: Object.keys(settings.headers ?? {}) };
    case "test_cycle": {
      const { token, ...rest } = settings;
      return {
        ...rest,
        headers: Object.keys(settings.headers ?? {}),
        has_token: token !== undefined,
      };
    }
  }
};

/** A sink as the operator sees it: without what is secret. */
export const describeSink = (definition: SinkDefinition): SinkDescription => {
  const { sinkId, settings, secrets, createdAt, disabled } = definition;
  return {
    sink_id: sinkId,
    ...shown(settings),
    created_at: timeOf(createdAt),
    ...(disabled ? { disabled: { at: timeOf(disabled.at), reason: disabled.reason } } : {}),
    ...(settings.kind === "webhook"
      ? {
          secrets: secrets.map(({ createdAt: made, expiresAt }) => ({
            created_at: timeOf(made),
            expires_at: expiresAt === null ? null : timeOf(expiresAt),
          })),
        }
      : {}),
  };
};
