// `node write-range.ts FOLDER ORIGIN`: what the served shop has of its whole range, beside the pages:
// the pictures of the other colours, and the product feed.
import { writeFileSync } from "node:fs";

import { merchantFeed } from "./merchant-feed.ts";
import { writePictures } from "./write-pictures.ts";

const [folder, origin] = process.argv.slice(2);
if (folder === undefined || origin === undefined) throw new Error("FOLDER and ORIGIN are missing");
writePictures(`${folder}/pictures`);
writeFileSync(`${folder}/feed.xml`, merchantFeed(origin));
