/** Finds the functions of a built module that run while a page starts with it. */
import { Session } from "node:inspector";

/** Module's address -> where the text of each function that runs is in it, as `<start>-<end>`. */
export type CalledAtStart = ReadonlyMap<string, ReadonlySet<string>>;

export const rangeOf = (start: number, end: number): string => `${start}-${end}`;

/** As much of a browser as a page's start touches; what its later tasks would, never comes. */
const PAGE = {
  window: globalThis,
  location: new URL("https://shop.example/"),
  document: { hidden: false, referrer: "", addEventListener() {} },
  navigation: { currentEntry: {}, addEventListener() {} },
  addEventListener() {},
  setTimeout: () => 0,
};

const OPTIONS = {
  key: "pk_1",
  endpoint: "https://edge.example",
  case: "shop",
  consent: "granted",
};

/** Makes an SDK. */
type Create = (options: object) => { readonly consent: () => string };

/** Runs with these globals in the place of others. */
function withGlobals<Result>(
  globals: Readonly<Record<string, unknown>>,
  run: () => Result,
): Result {
  const before = Object.keys(globals).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true });
  }
  try {
    return run();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
}

/** What V8 has counted so far. */
function functionsCalled(session: Session): CalledAtStart {
  const called = new Map<string, ReadonlySet<string>>();
  // Answered before it returns.
  session.post("Profiler.takePreciseCoverage", (error, answer) => {
    if (error) throw error;
    for (const { url, functions } of answer.result) {
      const ranges = functions.flatMap(({ ranges: [whole] }) =>
        whole && whole.count > 0 ? [rangeOf(whole.startOffset, whole.endOffset)] : [],
      );
      called.set(url, new Set(ranges));
    }
  });
  return called;
}

/**
 * Starts an SDK as a page does that has consent, and has V8 count which functions run until the script
 * is through.
 *
 * @param module imported nowhere before
 * @param name of what it exports to create the SDK
 */
export async function calledAtStart(module: URL, name: string): Promise<CalledAtStart> {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  const { [name]: create }: Readonly<Record<string, Create>> = await import(module.href);
  const called = withGlobals(PAGE, () => {
    const sdk = create?.(OPTIONS);
    const functions = functionsCalled(session);
    // Without what it looks for in a browser, it is there and does nothing.
    if (sdk?.consent() !== "granted") throw new Error(`${name} has not started`);
    return functions;
  });
  session.disconnect();
  return called;
}
