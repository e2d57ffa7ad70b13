import { Hono } from "hono";

type FloorRequest = { query_id: string; actions?: string[] };

const app = new Hono<{ Bindings: Env }>();

/** Takes Nextmove's requests and does for each only what cannot be left out: parse, store, answer. */
app.post("/v3/:surface/:case_id/:verb?", async (context) => {
  const { surface, verb = "" } = context.req.param();
  const request = await context.req.json<FloorRequest>();
  // One object makes all lists of a case.
  const shards = surface === "recommendation" ? 1 : Number(context.env.SHARDS);
  const shard = fnv1a(request.query_id) % shards;
  const body = JSON.stringify(request).padEnd(Number(context.req.header("stored-bytes")));
  await context.env.FLOOR_SHARD.getByName(`floor:${shard}`).append(
    request.query_id,
    `${surface}/${verb}`,
    body,
  );
  return context.json({ query_id: request.query_id, actions: request.actions, status: 1 });
});

/** FNV-1a, 32 bits: any even spread over the shards will do. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

export default app;
