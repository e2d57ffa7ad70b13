// @ts-check

// The only script here that is built: scripts/build.ts puts what the package has into it. A shop that
// has this from elsewhere should give it such a name, too: whoever blocks the SDK must not lose the shop.
export { whenVisible } from "nextmove/visible";
