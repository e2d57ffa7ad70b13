/**
 * - `error`: Nextmove does not work on this page.
 * - `warning`: it works, but something is lost or late.
 * - `info`: as it should be, or worth knowing.
 */
export type Level = "error" | "warning" | "info";

export interface Finding {
  /** For programs; the message is for the developer of the shop. */
  readonly code: string;
  readonly level: Level;
  readonly message: string;
}

export const error = (code: string, message: string): Finding => ({
  code,
  level: "error",
  message,
});
export const warning = (code: string, message: string): Finding => ({
  code,
  level: "warning",
  message,
});
export const info = (code: string, message: string): Finding => ({ code, level: "info", message });
