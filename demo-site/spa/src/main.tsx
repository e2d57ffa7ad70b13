/** The Larkmoor shop as a single page: React, and Nextmove through its npm packages. */
import { NextmoveProvider } from "@nextmove/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Shop } from "./shop.tsx";
import { RouteProvider } from "./router.tsx";
import { openPanel } from "./panel.ts";
import { startNextmove } from "./sdk.ts";

const place = document.querySelector("#shop");
if (!(place instanceof HTMLElement)) throw new Error("no #shop on this page");

const nextmove = startNextmove(Number(place.dataset["deadline"]));
openPanel(nextmove);

createRoot(place).render(
  <StrictMode>
    <NextmoveProvider nextmove={nextmove}>
      <RouteProvider>
        <Shop />
      </RouteProvider>
    </NextmoveProvider>
  </StrictMode>,
);
