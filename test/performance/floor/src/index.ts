export { default } from "./app.ts";
export { FloorShard } from "./shard.ts";
