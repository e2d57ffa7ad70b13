import { spawn } from "node:child_process";
import { once } from "node:events";

/** Writes the types of a package, as its tsconfig says. */
export async function declareTypes(folder: string): Promise<void> {
  const tsc = spawn("tsc", ["-p", folder], { stdio: "inherit" });
  const [code] = await once(tsc, "close");
  if (code !== 0) throw new Error("the types do not build");
}
