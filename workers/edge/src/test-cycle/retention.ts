/** Events are kept so long after the last of their month was received: a year and its comparison. */
export const RETENTION_MS = 400 * 86_400_000;
