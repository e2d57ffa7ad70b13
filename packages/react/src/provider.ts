import type { BootstrapDecision, Nextmove } from "nextmove";
import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useState,
} from "react";

export interface NextmoveProviderProps {
  /** The running SDK: made once, outside of the components. */
  readonly nextmove: Nextmove;
  /**
   * Decisions made on the server, by case, as `bootstrapOf` of `nextmove/server` gives them: the same
   * when the server renders and when the browser hydrates. Give them here instead of to
   * `createNextmove`: a component needs them before anything can be awaited.
   */
  readonly bootstrap?: Readonly<Record<string, BootstrapDecision>> | undefined;
  readonly children?: ReactNode;
}

interface Provided {
  readonly nextmove: Nextmove;
  readonly bootstrap: Readonly<Record<string, BootstrapDecision>>;
  /** Cases whose bootstrap is used up: it was for the first page. */
  readonly taken: Set<string>;
}

const Context = createContext<Provided | undefined>(undefined);

const NONE = {};

export function NextmoveProvider(props: NextmoveProviderProps): ReactElement {
  const { nextmove, bootstrap = NONE, children } = props;
  const [taken] = useState(() => new Set<string>());
  return createElement(Context.Provider, { value: { nextmove, bootstrap, taken } }, children);
}

export function useProvided(): Provided {
  const provided = useContext(Context);
  if (!provided) throw new Error("there is no <NextmoveProvider> around this component");
  return provided;
}

/** The SDK of the provider. */
export const useNextmove = (): Nextmove => useProvided().nextmove;
