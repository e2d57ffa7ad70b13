import { createHash } from "node:crypto";

type Chunks = AsyncIterable<Uint8Array>;

/** The same bytes, and once they were read to their end what tells them from others; null before that. */
export const digesting = (chunks: Chunks): { chunks: Chunks; digest: () => string | null } => {
  const hash = createHash("sha256");
  let isAll = false;
  async function* through(): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
    isAll = true;
  }
  return { chunks: through(), digest: () => (isAll ? hash.digest("base64url") : null) };
};

/** Reads bytes to their end, keeping none, and says what tells them from others. */
export const digestOfAll = async (chunks: Chunks): Promise<string | null> => {
  const digested = digesting(chunks);
  for await (const chunk of digested.chunks) void chunk;
  return digested.digest();
};
