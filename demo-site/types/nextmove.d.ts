// What the script tag puts on the page as `window.nextmove`, as far as the shop uses it.
export type Consent = "pending" | "granted" | "denied";

export interface Decision {
  queryId: string;
  case: string;
  action: string;
  actions: string[];
  source: "edge" | "last-good" | "default";
  shown(): void;
}

export interface Nextmove {
  decide(request: {
    case: string;
    actions: string[];
    fallback: string[];
    deadline: number;
  }): Promise<Decision>;
  reward(reward: {
    event_type: string;
    value: number;
    case: string;
    order_id?: string;
    decision?: Decision;
  }): void;
  attributes(record: Record<string, unknown>): void;
  consent(state?: Consent): Consent;
}
