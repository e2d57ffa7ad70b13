import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

export type Delivery = {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  /** The parsed body. */
  json: Record<string, unknown>;
  /** Whether it was answered by `accept`. */
  isAccepted: boolean;
};

/** What the receiver does with a delivery; it must end the response, or the endpoint hangs. */
export type Behaviour = (delivery: Delivery, response: ServerResponse, count: number) => void;

export const accept: Behaviour = (delivery, response) => {
  delivery.isAccepted = true;
  response.writeHead(200).end();
};

export type Receiver = {
  url: string;
  /** All that has come in, in order of arrival. */
  deliveries: Delivery[];
  behave(behaviour: Behaviour): void;
  /** Resolves once this many deliveries have come in. */
  received(count: number): Promise<Delivery[]>;
  close(): Promise<void>;
};

/** A real HTTP server that a sink delivers to. */
export async function startReceiver(): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  let behaviour = accept;
  let waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      const delivery = {
        path: request.url ?? "",
        headers: request.headers,
        text,
        json: JSON.parse(text),
        isAccepted: false,
      };
      deliveries.push(delivery);
      behaviour(delivery, response, deliveries.length);
      for (const each of waiting) if (deliveries.length >= each.count) each.resolve();
      waiting = waiting.filter(({ count }) => deliveries.length < count);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    deliveries,
    behave: (next) => {
      behaviour = next;
    },
    received: async (count) => {
      if (deliveries.length < count) {
        await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      }
      return deliveries;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
