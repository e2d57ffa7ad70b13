import {
  createContext,
  type MouseEvent,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";

/** Where this shop is served. */
const BASE = "/spa";

/** Pages that this shop shares with the one that has page loads. */
const SHARED = /^\/service\b/;

export interface Route {
  /** The first part of the address after the base, e.g. `product`; empty for the front page. */
  readonly name: string;
  /** The part after it: what the page is about. */
  readonly id: string | undefined;
  readonly query: URLSearchParams;
  /** Another value for every visit, also of the same address. */
  readonly visit: number;
  readonly go: (href: string) => void;
}

const Context = createContext<Route | undefined>(undefined);

export const hrefOf = (address: string): string =>
  SHARED.test(address) ? address : BASE + address;

function read(): Pick<Route, "name" | "id" | "query"> {
  const [name = "", id] = location.pathname.slice(BASE.length).split("/").filter(Boolean);
  return { name, id, query: new URLSearchParams(location.search) };
}

/** Follows the address of the page, and changes it without loading another page. */
export function RouteProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState(() => ({ ...read(), visit: 0 }));

  useEffect(() => {
    const show = () => setShown(({ visit }) => ({ ...read(), visit: visit + 1 }));
    addEventListener("popstate", show);
    return () => removeEventListener("popstate", show);
  }, []);

  const route = useMemo(
    () => ({
      ...shown,
      go(address: string) {
        history.pushState(null, "", hrefOf(address));
        setShown(({ visit }) => ({ ...read(), visit: visit + 1 }));
        scrollTo(0, 0);
      },
    }),
    [shown],
  );
  return <Context.Provider value={route}>{children}</Context.Provider>;
}

export function useRoute(): Route {
  const route = useContext(Context);
  if (!route) throw new Error("there is no <RouteProvider> around this component");
  return route;
}

interface LinkProps {
  /** An address of the shop, e.g. `/product/dune-mug`. */
  readonly to: string;
  readonly className?: string;
  readonly onClick?: () => void;
  readonly isCurrent?: boolean;
  readonly children: ReactNode;
  readonly [data: `data-${string}`]: string | undefined;
}

/** A link of the shop. To a shared page, and with a modifier key (a new tab), it is the browser's. */
export function Link({ to, onClick, isCurrent = false, children, ...rest }: LinkProps) {
  const { go } = useRoute();
  const follow = (event: MouseEvent) => {
    onClick?.();
    if (SHARED.test(to)) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={hrefOf(to)} onClick={follow} aria-current={isCurrent ? "page" : undefined} {...rest}>
      {children}
    </a>
  );
}
