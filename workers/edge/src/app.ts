import { Hono } from "hono";

const app = new Hono<{ Bindings: Env }>();
app.get("/v3", (context) => context.json({ name: "nextmove" }));
export default app;
