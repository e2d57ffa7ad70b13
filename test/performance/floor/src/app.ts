import { Hono } from "hono";

type FloorRequest = { query_id: string; actions?: string[] };

const app = new Hono<{ Bindings: Env }>();

app.post("/v3/:kind/:case_id/:rest?", async (context) => {
  const request = await context.req.json<FloorRequest>();
  const shard = fnv1a(request.query_id) % Number(context.env.SHARDS);
  const stub = context.env.FLOOR_SHARD.getByName(`floor:${shard}`);
  const kind = `${context.req.param("kind")}/${context.req.param("rest") ?? ""}`;
  const body = JSON.stringify(request).padEnd(Number(context.env.BODY_BYTES));
  await stub.append(request.query_id, kind, body);
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
