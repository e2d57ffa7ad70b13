import { check } from "../../../../packages/browser/src/check/index.ts";
import { recorder } from "./recorder.ts";

declare global {
  interface Window {
    /** Of an SDK that reports to this endpoint, with these of its settings changed. */
    checked: (endpoint: string, change?: { case: undefined }) => Promise<string[]>;
  }
}
window.checked = async (endpoint, change) => {
  const inspect = () => ({ ...recorder.inspect(), endpoint, ...change });
  const { findings } = await check({ inspect });
  return findings.map(({ level, code }) => `${level} ${code}`);
};
