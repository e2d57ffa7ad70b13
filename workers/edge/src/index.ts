export { default } from "./app.ts";
export { Account } from "./objects/account/account.ts";
export { CaseModel } from "./objects/case-model/case-model.ts";
export { Catalog } from "./objects/catalog/catalog.ts";
export { CustomerShard } from "./objects/customer-shard/customer-shard.ts";
export { DecisionShard } from "./objects/decision-shard/decision-shard.ts";
export { Sink } from "./objects/sink/sink.ts";
export { TestCycleShard } from "./objects/test-cycle-shard/test-cycle-shard.ts";
