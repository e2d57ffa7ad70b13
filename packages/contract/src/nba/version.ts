import { z } from "zod";

/** Answer of `GET /` and `GET /v3/`. */
export const versionResponse = z.object({
  name: z.string(),
  version: z.string(),
  api: z.literal("v3"),
  versions: z.array(z.string()),
  build: z.string(),
  time: z.iso.datetime(),
});
export type VersionResponse = z.infer<typeof versionResponse>;
