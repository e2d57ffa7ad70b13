/**
 * Has browsers compile functions while they load a script, on another thread, instead of each at its
 * first call on the page's own, for which its text is read a second time. V8 does so for functions in
 * parentheses; esbuild and Rolldown, and what builds with them, leave these where they are.
 *
 * @see https://v8.dev/blog/preparser#pife
 */
import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { type AnyNode, type Function as AnyFunction, parse, type Program } from "acorn";
import type { Plugin } from "esbuild";

/** Text to put in the place of what is between two positions of a source. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const insert = (at: number, text: string): Edit => ({ from: at, to: at, text });

const isNode = (value: unknown): value is AnyNode =>
  typeof value === "object" && value !== null && "type" in value;

const isFunction = (node: AnyNode): node is AnyNode & AnyFunction => /Function/.test(node.type);

/** A node and all in it, parents first. */
function* nodesIn(node: AnyNode): Generator<AnyNode> {
  yield node;
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* nodesIn(child);
}

/** Whether the node calls something when it is reached, rather than when a function in it is called. */
const calls = (node: AnyNode): boolean =>
  node.type === "CallExpression" ||
  node.type === "NewExpression" ||
  (!isFunction(node) &&
    Object.values(node)
      .flat()
      .some((child) => isNode(child) && calls(child)));

/** Makes constants of the functions that a module declares. */
function* declarations({ body }: Program): Generator<Edit> {
  for (const statement of body) {
    const declared =
      statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declared?.type === "FunctionDeclaration") {
      yield insert(declared.start, `const ${declared.id.name} = (`);
      yield insert(declared.end, ");");
    } else if (declared && calls(declared)) {
      return; // It may call what is declared below, which is there only as a declaration.
    }
  }
}

function* expressions(program: Program, startOf: (node: AnyNode) => number): Generator<Edit> {
  /** Of methods, which have no parentheses. */
  const bodies = new Set<AnyNode>();
  for (const node of nodesIn(program)) {
    if (node.type === "MethodDefinition") bodies.add(node.value);
    if (node.type === "Property" && (node.method || node.kind !== "init")) {
      const { key, value, method, computed } = node;
      bodies.add(value);
      if (method && !computed && isFunction(value) && !value.generator) {
        yield { from: node.start, to: key.start, text: "" }; // `async`
        yield insert(key.end, `: (${value.async ? "async " : ""}function `);
        yield insert(value.end, ")");
      }
    }
    if (isFunction(node) && node.type !== "FunctionDeclaration" && !bodies.has(node)) {
      yield insert(startOf(node), "(");
      yield insert(node.end, ")");
    }
  }
}

/** A module's TypeScript with its functions in parentheses. */
export function compiledEarly(source: string): string {
  // Blanks stand where the types were: what is found in the code is at the same place in the source.
  const code = stripTypeScriptTypes(source);
  const program = parse(code, { ecmaVersion: "latest", sourceType: "module" });
  /** Before type parameters, which are blanks in the code. */
  const startOf = ({ start }: AnyNode): number => {
    const before = code.slice(0, start).trimEnd().length;
    return start - source.slice(before, start).trimStart().length;
  };
  const edits = [...declarations(program), ...expressions(program, startOf)];
  let text = "";
  let at = 0;
  for (const edit of edits.sort((a, b) => a.from - b.from)) {
    text += source.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return text + source.slice(at);
}

/** Reads modules so. */
export const compileEarly: Plugin = {
  name: "compile-early",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: compiledEarly(await readFile(path, "utf8")),
      loader: "ts",
    }));
  },
};
