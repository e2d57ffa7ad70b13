import type { CollectEvent, StoredEvent } from "@nextmove/contract";

/** An event as it is kept: on the server's clock, without the token that proved it. */
export const storedEvent = (event: CollectEvent, at: number): StoredEvent => {
  const { seq } = event;
  switch (event.type) {
    case "select": {
      const { queryId, action } = event.selection;
      return { type: "select", seq, at, query_id: queryId, action };
    }
    case "reward": {
      const { queryId, eventType, value, orderId } = event.reward;
      return {
        type: "reward",
        seq,
        at,
        query_id: queryId,
        event_type: eventType,
        ...(value === undefined ? {} : { value }),
        ...(orderId === undefined ? {} : { order_id: orderId }),
      };
    }
    case "track": {
      const { name, params, pageId } = event;
      const page = pageId === undefined ? {} : { page_id: pageId };
      return { type: "track", seq, at, name, ...page, params };
    }
  }
};
