import { check } from "../../../../packages/browser/src/check/index.ts";
import { recorder } from "./recorder.ts";

declare global {
  interface Window {
    /** Of an SDK that reports to this endpoint. */
    checked: (endpoint: string) => Promise<string[]>;
  }
}
window.checked = async (endpoint) => {
  const inspect = () => ({ ...recorder.inspect(), endpoint });
  const { findings } = await check({ inspect });
  return findings.map(({ level, code }) => `${level} ${code}`);
};
