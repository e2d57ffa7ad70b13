// The SDK's public types, under one path for the shop's scripts.
export type * from "../../packages/browser/src/api.ts";
