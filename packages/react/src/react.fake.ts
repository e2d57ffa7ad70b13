import type { BootstrapDecision } from "nextmove";
import { act, createElement, type FunctionComponent, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createTestNextmove, type TestNextmove } from "nextmove/testing";
import { NextmoveProvider } from "./provider.ts";

declare global {
  // React warns of updates outside of `act` where this is set (https://react.dev/reference/react/act).
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true;

interface Mounting<Props> {
  readonly nextmove?: TestNextmove;
  readonly bootstrap?: Readonly<Record<string, BootstrapDecision>>;
  readonly props: Props;
}

/** A component in a page of its own, under the provider and in StrictMode, as in development. */
export async function mount<Props extends object>(
  component: FunctionComponent<Props>,
  { nextmove = createTestNextmove({ case: "shop" }), bootstrap, props }: Mounting<NoInfer<Props>>,
) {
  const place = document.createElement("main");
  document.body.append(place);
  const root = createRoot(place);
  const show = (shown: Props | null) =>
    act(async () =>
      root.render(
        createElement(
          StrictMode,
          null,
          createElement(
            NextmoveProvider,
            { nextmove, bootstrap },
            shown && createElement(component, shown),
          ),
        ),
      ),
    );
  await show(props);
  return { nextmove, place, text: () => place.textContent, show };
}
