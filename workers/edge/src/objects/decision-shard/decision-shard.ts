import { DurableObject } from "cloudflare:workers";

export class DecisionShard extends DurableObject<Env> {}
