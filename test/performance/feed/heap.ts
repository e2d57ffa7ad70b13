type Usage = { usedSize: number; backingStorageSize?: number };
type Target = { webSocketDebuggerUrl: string };

const MB = 1024 * 1024;

export type HeapParts = { heap: number; buffers: number };

/** The heap of a workerd's Worker, in MB, as its inspector tells it. */
export type Heap = {
  /** With what the collector has not come to yet. */
  used: () => Promise<number>;
  /** The same in its parts: V8's heap, and the ArrayBuffers outside of it. */
  parts: () => Promise<HeapParts>;
  /** Lets the collector run, so that what is used is what is held. */
  collect: () => Promise<void>;
  close: () => void;
};

/** Speaks the DevTools protocol with an inspector. */
export async function openHeap(address: string): Promise<Heap> {
  const targets = (await (await fetch(`http://${address}/json`)).json()) as Target[];
  const url = targets.find(
    ({ webSocketDebuggerUrl }) => webSocketDebuggerUrl,
  )?.webSocketDebuggerUrl;
  if (!url) throw new Error(`nothing can be inspected at ${address}`);
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error(`${url} does not answer`)));
  });
  const waiting = new Map<number, (result: unknown) => void>();
  socket.addEventListener("message", ({ data }) => {
    const { id, result }: { id?: number; result?: unknown } = JSON.parse(String(data));
    if (id === undefined) return;
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  let last = 0;
  const call = (method: string): Promise<unknown> => {
    last += 1;
    const id = last;
    socket.send(JSON.stringify({ id, method }));
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  const parts = async (): Promise<HeapParts> => {
    const { usedSize, backingStorageSize = 0 } = (await call("Runtime.getHeapUsage")) as Usage;
    return { heap: usedSize / MB, buffers: backingStorageSize / MB };
  };
  return {
    parts,
    async used() {
      const { heap, buffers } = await parts();
      return Math.round(heap + buffers);
    },
    async collect() {
      await call("HeapProfiler.collectGarbage");
    },
    close: () => socket.close(),
  };
}
