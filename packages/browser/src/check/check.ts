import type { Tracker } from "../api.ts";
import { backForwardFindings } from "./back-forward-cache.ts";
import { cookieFindings, probeCookies } from "./cookies.ts";
import { error, type Finding, type Level } from "./finding.ts";
import { installationFindings } from "./installation.ts";
import { probeTransport, transportFindings } from "./transport.ts";

export interface CheckReport {
  /** Nothing was found that keeps Nextmove from working here. */
  readonly ok: boolean;
  /** The worst first. */
  readonly findings: readonly Finding[];
}

const ORDER: readonly Level[] = ["error", "warning", "info"];

/**
 * Looks whether Nextmove can work on this page, from the key to the clock, and says in words what
 * is wrong. Sends one empty report; the cookie that it tries, it removes. Never rejects.
 */
export async function check(nextmove: Pick<Tracker, "inspect">): Promise<CheckReport> {
  const findings: Finding[] = [];
  const look = async (work: () => readonly Finding[] | Promise<readonly Finding[]>) => {
    try {
      findings.push(...(await work()));
    } catch (thrown) {
      findings.push(error("check_failed", String(thrown)));
    }
  };
  const told = nextmove.inspect();

  await look(() => installationFindings(told, globalThis));
  // Nobody is at an address without a case, though each call may name its own.
  await look(async () =>
    told.case ? transportFindings(told.endpoint, await probeTransport(told)) : [],
  );
  await look(() => cookieFindings(probeCookies()));
  await look(() => backForwardFindings(performance.getEntriesByType("navigation")[0]));
  findings.sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
  return { ok: findings.every(({ level }) => level !== "error"), findings };
}
