import { useNextmove } from "@nextmove/react";
import type { EventName, ParamsOf } from "nextmove";
import { useEffect, useRef } from "react";

/** Tracks once what the visitor sees on this page, though StrictMode runs effects twice. */
export function useTracked<Name extends EventName>(
  name: Name,
  params: ParamsOf<Name> | undefined,
): void {
  const nextmove = useNextmove();
  const isTracked = useRef(false);
  useEffect(() => {
    if (isTracked.current || !params) return;
    isTracked.current = true;
    nextmove.track(name, params);
  });
}
