import { once } from "node:events";
import { readFile } from "node:fs/promises";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from "node:http";
import { extname, join } from "node:path";
import { buffer } from "node:stream/consumers";

import { SITE_FOLDER } from "../../../scripts/build.ts";

/** A request to the edge as the browser put it on the wire. */
export type Call = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
};

/**
 * - `hold`: the request arrives only when the disturbance is over, even if the page has gone.
 * - `refuse`: the connection is closed unanswered.
 * - `lose the answer`: the edge gets the request, but the browser never hears of it.
 */
export type Disturbance = "hold" | "refuse" | "lose the answer";

/** A shop's own web server: its pages and the edge under one origin, and the network before them. */
export type Front = {
  url: string;
  /** Past it, straight to the Worker. */
  edgeUrl: string;
  /** Every call to the edge's API so far. */
  calls: readonly Call[];
  /** Disturbs what goes to matching paths, until the returned function ends it. */
  disturb(paths: RegExp, how: Disturbance): () => void;
  close(): Promise<void>;
};

export type FrontOptions = {
  /** Who serves the API, and does or does not live. */
  edgeUrl: string;
  /** Added to every page and file of the shop. */
  pageHeaders?: Record<string, string>;
  /**
   * How long this shop waits for a decision, instead of its usual 400 ms: which a machine that is
   * busy with tests may exceed, without anything being wrong.
   */
  deadlineMs?: number | undefined;
  /**
   * Whether products are recommended. By default none are, and the shop shows its own: what is
   * recommended depends on all visitors before, those of other tests too.
   */
  recommends?: boolean;
};

type Trouble = { paths: RegExp; how: Disturbance; over: Promise<void> };

const API_PATH = /^\/(v3|dev)\//;
const RECOMMENDATIONS = /^\/v3\/recommendation\//;
/** As the edge answers before it knows any product. */
const NO_PRODUCTS: Answer = {
  status: 200,
  headers: { "content-type": "application/json" },
  body: Buffer.from('{"query_id":"none","actions":[],"status":1,"meta":{"reason":"no_items"}}'),
};
/** What browsers keep of a shop: its pages, and the SDK with headers of its own, they ask for anew. */
const KEPT = /^\/(css|js|pictures)\//;
/** The addresses of the single-page shop. */
const SINGLE_PAGE = /^\/spa\/[^.]*$/;
/** Where the forms of the shop say how long they wait for a decision. */
const DEADLINES = [
  { file: /^\/js\/decisions\/ask\.js$/, value: /(?<=DEADLINE_MS = )\d+/ },
  { file: /^\/spa\/[^.]*$/, value: /(?<=data-deadline=")\d+/ },
  { file: /^\/tagged\/$/, value: /(?<=data-nextmove-deadline=")\d+/ },
];
const CONTENT_TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

export async function startFront(options: FrontOptions): Promise<Front> {
  const { edgeUrl, pageHeaders = {}, deadlineMs, recommends = false } = options;
  const calls: Call[] = [];
  const troubles = new Set<Trouble>();

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method = "GET", url: path = "/", headers } = incoming;
    const body = await buffer(incoming);
    const isSpared = RECOMMENDATIONS.test(path) && !recommends;
    if (path.startsWith("/v3/") && !isSpared) {
      calls.push({ method, path, headers, body: body.toString() });
    }
    const met = [...troubles].filter(({ paths }) => paths.test(path));
    const suffers = (how: Disturbance) => met.some((trouble) => trouble.how === how);
    if (suffers("refuse")) return outgoing.destroy();
    await Promise.all(met.filter(({ how }) => how === "hold").map(({ over }) => over));
    const answer = isSpared
      ? { ...NO_PRODUCTS }
      : await (API_PATH.test(path)
          ? ask(edgeUrl, { method, path, headers, body })
          : readPage(path, pageHeaders));
    const ownDeadline = DEADLINES.find(({ file }) => file.test(path))?.value;
    if (ownDeadline) answer.body = withDeadline(answer.body, ownDeadline, deadlineMs);
    if (suffers("lose the answer")) return outgoing.destroy();
    return outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  };

  const server = createServer((incoming, outgoing) => {
    // The edge is down, there is no such file, or the browser has gone in the middle of it.
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    edgeUrl,
    calls,
    disturb(paths, how) {
      const { promise: over, resolve: end } = Promise.withResolvers<void>();
      const trouble = { paths, how, over };
      troubles.add(trouble);
      return () => {
        troubles.delete(trouble);
        end();
      };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Answer = { status: number; headers: OutgoingHttpHeaders; body: Buffer };

/**
 * A file of the built shop; pages have no extension in their address, and those of the single-page
 * shop are one. Rejects if there is none.
 */
async function readPage(path: string, headers: OutgoingHttpHeaders): Promise<Answer> {
  const { pathname } = new URL(path, "http://shop");
  const page = SINGLE_PAGE.test(pathname) ? "/spa/" : pathname;
  const name = page.endsWith("/") ? `${page}index` : page;
  const file = extname(name) === "" ? `${name}.html` : name;
  const type = CONTENT_TYPES[extname(file)];
  const body = await readFile(join(SITE_FOLDER, file));
  const keeping = KEPT.test(file) ? { "cache-control": "max-age=600" } : {};
  return { status: 200, headers: { "content-type": type, ...keeping, ...headers }, body };
}

/** A file of the shop, with another deadline in the place of its own. */
function withDeadline(file: Buffer, value: RegExp, deadlineMs: number | undefined): Buffer {
  if (deadlineMs === undefined) return file;
  const [before, after, ...more] = file.toString().split(value);
  if (after === undefined || more.length > 0) throw new Error("the file has no one deadline");
  return Buffer.from(`${before}${deadlineMs}${after}`);
}

/** Passes a request on as it came. Rejects when nobody answers. */
async function ask(
  url: string,
  { method, path, headers, body }: Omit<Call, "body"> & { body: Buffer },
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const outgoing = request({ hostname, port, method, path, headers, agent: false });
  outgoing.end(body);
  const [incoming]: IncomingMessage[] = await once(outgoing, "response");
  if (incoming === undefined) throw new Error("a response without a message");
  const { "transfer-encoding": _, connection: __, ...kept } = incoming.headers;
  return { status: incoming.statusCode ?? 0, headers: kept, body: await buffer(incoming) };
}
