/** Of the package: what the edge's operator sees, and what a bug report names. */
export const VERSION = "0.1.0";
