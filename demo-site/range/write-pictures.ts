import { readFileSync, writeFileSync } from "node:fs";

import { COLOURED, COLOURS } from "../public/js/shop/collections.js";
import { PRODUCTS } from "../public/js/shop/products.js";
import { dyePicture } from "./dye-picture.ts";

const DRAWN = new URL("../public/pictures/", import.meta.url);

/** Writes the pictures of what comes in other colours, from those of the signature pieces. */
export function writePictures(folder: string): void {
  for (const { id, signature, colour } of PRODUCTS) {
    const shape = COLOURED[signature ?? ""];
    const dye = COLOURS.find((each) => each.id === colour)?.dye;
    if (shape === undefined || dye === undefined) continue;
    const svg = readFileSync(new URL(`${signature}.svg`, DRAWN), "utf8");
    writeFileSync(`${folder}/${id}.svg`, dyePicture(svg, shape.dyed, dye));
  }
}
