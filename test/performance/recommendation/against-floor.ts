// `node test/performance/recommendation/against-floor.ts [items] [views]`: the throughput of lists, in
// turns with the floor Worker.
import { compareLists } from "./compare-lists.ts";
import { printLists } from "./print-lists.ts";

const [items = "5000", views = "50000"] = process.argv.slice(2);
const shop = { items: Number(items), views: Number(views) };
printLists(shop, await compareLists(shop));
