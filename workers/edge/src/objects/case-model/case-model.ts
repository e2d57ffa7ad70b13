import { DurableObject } from "cloudflare:workers";

export class CaseModel extends DurableObject<Env> {}
