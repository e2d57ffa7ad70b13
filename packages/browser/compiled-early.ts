/**
 * Has browsers compile functions while they load a script, on another thread, instead of each at its
 * first call on the page's own, for which its text is read a second time. V8 does so for functions in
 * parentheses; esbuild and Rolldown, and what builds with them, leave these where they are.
 *
 * @see https://v8.dev/blog/preparser#pife
 */
import { readFile, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { type AnyNode, parse, type Program } from "acorn";
import type { Plugin } from "esbuild";
import { type CalledAtStart, rangeOf } from "./called-at-start.ts";

const isNode = (value: unknown): value is AnyNode =>
  typeof value === "object" && value !== null && "type" in value;

const childrenOf = (node: AnyNode): readonly AnyNode[] => Object.values(node).flat().filter(isNode);

const isFunction = ({ type }: AnyNode): boolean => /Function/.test(type);

const parsed = (code: string): Program =>
  parse(code, { ecmaVersion: "latest", sourceType: "module" });

/** Puts texts in the place of others; `[from, to, text]`. */
function edited(source: string, edits: readonly (readonly [number, number, string])[]): string {
  let text = "";
  let at = 0;
  for (const [from, to, inserted] of edits) {
    text += source.slice(at, from) + inserted;
    at = to;
  }
  return text + source.slice(at);
}

/** Whether the node calls something when it is reached, rather than when a function in it is called. */
const calls = (node: AnyNode): boolean =>
  node.type === "CallExpression" ||
  node.type === "NewExpression" ||
  (!isFunction(node) && childrenOf(node).some(calls));

/** A module's TypeScript with constants for the functions that it declares. */
export function withConstantFunctions(source: string): string {
  // Blanks stand where the types were: what is found in the code is at the same place in the source.
  const { body } = parsed(stripTypeScriptTypes(source));
  const edits: [number, number, string][] = [];
  for (const statement of body) {
    const declared =
      statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declared?.type === "FunctionDeclaration") {
      const { start, end, id } = declared;
      edits.push([start, start, `const ${id.name} = `], [end, end, ";"]);
    } else if (declared && calls(declared)) {
      break; // It may call what is declared below, which is there only as a declaration.
    }
  }
  return edited(source, edits);
}

/** Functions that are the value of a variable or a property. */
function* valuesIn(node: AnyNode): Generator<AnyNode> {
  const value =
    node.type === "VariableDeclarator"
      ? node.init
      : node.type === "Property" && !node.method && node.kind === "init"
        ? node.value
        : undefined;
  if (value && isFunction(value)) yield value;
  for (const child of childrenOf(node)) yield* valuesIn(child);
}

/** Whether the function whose text is there in its file is worth two more characters. */
type IsWorthIt = (start: number, end: number) => boolean;

/**
 * JavaScript as Terser beautifies it, with parentheses in the place of its blanks, so that its source
 * map stays true: `a = () => b, c` becomes `a =(() => b),c`.
 */
export function inParentheses(code: string, isWorthIt: IsWorthIt): string {
  const chosen = [...valuesIn(parsed(code))].filter(({ start, end }) => isWorthIt(start, end));
  const edits = chosen.flatMap(({ start, end }) => {
    if (code[start - 1] !== " ") throw new Error(`no blank before ${code.slice(start, end)}`);
    const isFollowed = code.startsWith(", ", end);
    return [
      [start - 1, start, "("] as const,
      [end, end + (isFollowed ? 2 : 0), isFollowed ? ")," : ")"] as const,
    ];
  });
  return edited(
    code,
    edits.toSorted(([from], [other]) => from - other),
  );
}

/** Of a function that runs at the start: parentheses around a shorter one gain nothing. */
const LEAST_CHARACTERS = 50;

/**
 * Of any other, which may run later or in a module that is not there at the start: with those of
 * shorter ones the tracker is above its budget of bytes.
 */
const LEAST_CHARACTERS_LATER = 230;

/** Puts functions of the module in this file in parentheses. */
export async function compileEarly(file: URL, called: CalledAtStart): Promise<void> {
  const code = await readFile(file, "utf8");
  const runs = called.get(file.href);
  const isWorthIt: IsWorthIt = (start, end) =>
    end - start >= (runs?.has(rangeOf(start, end)) ? LEAST_CHARACTERS : LEAST_CHARACTERS_LATER);
  await writeFile(file, inParentheses(code, isWorthIt));
}

/** Reads modules so that Terser makes arrows of what they declare. */
export const constantFunctions: Plugin = {
  name: "constant-functions",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: withConstantFunctions(await readFile(path, "utf8")),
      loader: "ts",
    }));
  },
};
