/** What raw workerd needs to know of a Worker: a subset of its Wrangler configuration. */
export type RawWorker = {
  /** Name of the bundled module, relative to the folder of the configuration. */
  module: string;
  compatibilityDate: string;
  compatibilityFlags: string[];
  /** Binding name -> class name; every class has SQLite storage. */
  durableObjects: Record<string, string>;
  /** Binding name -> text: variables and secrets. */
  variables: Record<string, string>;
};

/**
 * The workerd configuration (Cap'n Proto text) of one Worker with its objects on disk. The folder
 * named "state" and the socket's address come from the command line.
 *
 * Only what Nextmove needs: no assets and no rate limiting, which exist outside workerd. It may call
 * servers on this machine: that is where tests receive what is forwarded.
 */
export function workerdConfig(worker: RawWorker): string {
  const objects = Object.entries(worker.durableObjects);
  const bindings = [
    ...objects.map(([name, className]) => binding(name, "durableObjectNamespace", className)),
    ...Object.entries(worker.variables).map(([name, value]) => binding(name, "text", value)),
  ];
  // The unique key names the storage folder of a class, so it must not change between runs.
  const namespaces = objects.map(
    ([, className]) =>
      `(className = ${quote(className)}, uniqueKey = ${quote(className)}, enableSql = true)`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "state", disk = (writable = true)),
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", http = (), service = "main")],
);

const main :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed ${quote(worker.module)})],
  compatibilityDate = ${quote(worker.compatibilityDate)},
  compatibilityFlags = [${worker.compatibilityFlags.map(quote).join(", ")}],
  bindings = [${list(bindings)}],
  durableObjectNamespaces = [${list(namespaces)}],
  durableObjectStorage = (localDisk = "state"),
);
`;
}

function binding(name: string, kind: "durableObjectNamespace" | "text", value: string): string {
  return `(name = ${quote(name)}, ${kind} = ${quote(value)})`;
}

function list(entries: string[]): string {
  return entries.map((entry) => `\n    ${entry},`).join("");
}

/** A Cap'n Proto string literal; for text without control characters JSON's form is the same. */
function quote(text: string): string {
  return JSON.stringify(text);
}
