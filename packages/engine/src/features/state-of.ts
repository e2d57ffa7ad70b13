import type { Observation } from "./observation.ts";
import { pathOf } from "./observe.ts";

type Json = string | number | Json[] | { [key: string]: Json };

/** What lies at one path, and what lies below it by key. */
interface Node {
  number: number | undefined;
  readonly values: string[];
  readonly below: Map<string, Node>;
}

/**
 * A state that would be observed as this: nested JSON, as short as it gets. It is not the state that
 * came, of which an observation keeps no order of keys, no `null`, no single numbers of a sum; but
 * `observe(stateOf(observation))` is the observation again.
 */
export function stateOf(observation: Observation): { [key: string]: Json } {
  const root = emptyNode();
  for (const category of observation.c) {
    const path = pathOf(category);
    nodeAt(root, path).values.push(category.slice(path.length + 1));
  }
  for (const [path, number] of observation.n) nodeAt(root, path).number = number;
  const objects = objectsOf(root);
  // An empty key adds nothing to a path.
  return objects.length > 1 ? { "": objects } : (objects[0] ?? {});
}

function emptyNode(): Node {
  return { number: undefined, values: [], below: new Map() };
}

function nodeAt(root: Node, path: string): Node {
  let node = root;
  for (const key of keysOf(path)) {
    const inner = node.below.get(key) ?? emptyNode();
    node.below.set(key, inner);
    node = inner;
  }
  return node;
}

/** The keys that a path was joined from; inside them `.`, `=` and the backslash are escaped. */
function keysOf(path: string): string[] {
  const keys: string[] = [];
  let key = "";
  let isEscaped = false;
  for (const character of path) {
    if (!isEscaped && character === "\\") {
      isEscaped = true;
    } else if (!isEscaped && character === ".") {
      keys.push(key);
      key = "";
    } else {
      key += character;
      isEscaped = false;
    }
  }
  return [...keys, key];
}

/** The objects that hold what is below a node: a second one for keys that have to be there twice. */
function objectsOf(node: Node): { [key: string]: Json }[] {
  const versions = [...node.below].map(([key, inner]) => [key, versionsOf(inner)] as const);
  const most = versions.reduce((longest, [, { length }]) => Math.max(longest, length), 0);
  return Array.from({ length: most }, (_, i) =>
    // A plain assignment would lose a key called __proto__.
    Object.fromEntries(
      versions.flatMap(([key, { [i]: value }]) => (value === undefined ? [] : [[key, value]])),
    ),
  );
}

/**
 * The values a key must have, one in each of several objects, to say all that a node says: a number
 * says it is one only outside of arrays.
 */
function versionsOf(node: Node): Json[] {
  const several = [...node.values, ...objectsOf(node)];
  const [first] = several;
  return [
    ...(node.number === undefined ? [] : [node.number]),
    ...(first === undefined ? [] : [several.length > 1 ? several : first]),
  ];
}
