// @ts-check
import { inAllColours } from "./collections.js";

/**
 * @typedef {"table" | "kitchen" | "light" | "textiles" | "green"} CategoryId
 *
 * @typedef {object} Product
 * @property {string} id also the name of its picture
 * @property {CategoryId} category
 * @property {string} name
 * @property {number} price in cents, tax included
 * @property {number} [was] price before the sale, in cents
 * @property {boolean} [fresh] arrived this season
 * @property {string} material
 * @property {string} size
 * @property {string} text
 * @property {string} [signature] the signature piece that this one is in another colour
 * @property {string} [colour]
 */

/** What each was first made in. @type {readonly Product[]} */
export const SIGNATURE_PIECES = [
  {
    id: "ember-teapot",
    category: "table",
    name: "Ember teapot",
    price: 6200,
    fresh: true,
    material: "Stoneware, ash handle",
    size: "1.1 litres",
    text: "Round enough to keep the heat, with a spout that pours without a drip. Thrown in small batches and glazed the red of the last coals.",
  },
  {
    id: "dune-mug",
    category: "table",
    name: "Dune mug",
    price: 1800,
    was: 2200,
    material: "Stoneware",
    size: "320 ml",
    text: "A generous handle, a thumb rest, and a glaze that runs a little differently on every mug. Yours will not have a twin.",
  },
  {
    id: "pebble-bowl",
    category: "table",
    name: "Pebble bowl",
    price: 2400,
    material: "Speckled stoneware",
    size: "24 cm across",
    text: "Wide for fruit, deep for soup, light enough to carry one-handed. The speckles are iron in the clay, brought out by the fire.",
  },
  {
    id: "harbour-plates",
    category: "table",
    name: "Harbour plates, set of four",
    price: 5600,
    material: "Porcelain, hand-painted rim",
    size: "26 cm across",
    text: "White porcelain with one brushed blue line and a small wave in the middle. They stack low and survive the dishwasher.",
  },
  {
    id: "fen-carafe",
    category: "table",
    name: "Fen carafe with tumbler",
    price: 3400,
    material: "Recycled glass, cork",
    size: "1 litre",
    text: "Blown from recycled glass with its faint green kept. The cork stays cool-side up; the tumbler waits by the bed.",
  },
  {
    id: "hearth-casserole",
    category: "kitchen",
    name: "Hearth casserole",
    price: 9800,
    was: 12800,
    material: "Enamelled cast iron, brass knob",
    size: "4.2 litres",
    text: "Sears on the hob, braises in the oven, and looks right in the middle of the table. Any hob, induction included.",
  },
  {
    id: "rill-kettle",
    category: "kitchen",
    name: "Rill stovetop kettle",
    price: 7900,
    material: "Copper-plated steel, walnut",
    size: "1.6 litres",
    text: "A narrow spout for slow pouring, a lid that stays put, and a walnut grip that never gets hot. Sings softly when it boils.",
  },
  {
    id: "oak-board",
    category: "kitchen",
    name: "Long oak board",
    price: 4200,
    material: "Oiled oak, one piece",
    size: "48 × 22 cm",
    text: "Cut from a single plank so that there are no joints to open. Bread on one side, garlic on the other.",
  },
  {
    id: "marble-mortar",
    category: "kitchen",
    name: "Marble mortar and pestle",
    price: 3800,
    material: "Solid marble, honed inside",
    size: "15 cm across",
    text: "Heavy enough to stand still while you work. The honed inside takes hold of pepper, pesto and everything between.",
  },
  {
    id: "pepper-mill",
    category: "kitchen",
    name: "Turned pepper mill",
    price: 3200,
    fresh: true,
    material: "Walnut, ceramic grinder",
    size: "21 cm tall",
    text: "Turned from walnut offcuts and fitted with a ceramic grinder that goes from dust to cracked in half a turn.",
  },
  {
    id: "dome-lamp",
    category: "light",
    name: "Dome table lamp",
    price: 11800,
    material: "Lacquered steel, brass",
    size: "38 cm tall",
    text: "Throws a warm, wide circle on the table and none in your eyes. Three steps of brightness, a switch you can find in the dark.",
  },
  {
    id: "paper-pendant",
    category: "light",
    name: "Folded paper pendant",
    price: 7400,
    fresh: true,
    material: "Washi paper, ash ring",
    size: "45 cm across",
    text: "A lamp folded from one sheet of tear-proof paper. Comes flat, opens in a minute, makes any bulb look like late afternoon.",
  },
  {
    id: "storm-lantern",
    category: "light",
    name: "Storm lantern",
    price: 4900,
    material: "Aged brass, blown glass",
    size: "34 cm tall",
    text: "For the garden table, the stairs or the night the power goes. Takes a pillar candle or the tapers cut short.",
  },
  {
    id: "beeswax-tapers",
    category: "light",
    name: "Beeswax tapers, set of three",
    price: 1600,
    material: "Pure beeswax, cotton wick",
    size: "24 cm, eight hours each",
    text: "Hand-dipped and honey-scented, without adding any scent. They burn slowly and hardly drip.",
  },
  {
    id: "heather-throw",
    category: "textiles",
    name: "Heather wool throw",
    price: 7200,
    was: 9600,
    material: "Lambswool",
    size: "180 × 130 cm",
    text: "Woven on an old loom that leaves the edges soft. Warm without weight, in the purple of the hill in September.",
  },
  {
    id: "linen-cushion",
    category: "textiles",
    name: "Washed linen cushion",
    price: 3900,
    fresh: true,
    material: "Linen, feather filling",
    size: "50 × 50 cm",
    text: "Stone-washed until it stops creasing, printed by hand with one branch. The cover comes off for the wash.",
  },
  {
    id: "striped-tea-towels",
    category: "textiles",
    name: "Striped tea towels, pair",
    price: 2200,
    material: "Half linen, half cotton",
    size: "70 × 50 cm",
    text: "Linen to dry, cotton to last. One in brick stripes and one with a blue border, both with a loop to hang.",
  },
  {
    id: "waffle-bath-towel",
    category: "textiles",
    name: "Waffle bath towel",
    price: 3600,
    material: "Organic cotton",
    size: "140 × 70 cm",
    text: "Deep waffles that drink water and dry before the next shower. In sage, oat and rose.",
  },
  {
    id: "flatwoven-runner",
    category: "textiles",
    name: "Flatwoven runner",
    price: 14500,
    fresh: true,
    material: "Wool on cotton",
    size: "200 × 80 cm",
    text: "A pattern for hallways that see a lot of boots. Reversible, so it ages at half the speed.",
  },
  {
    id: "footed-planter",
    category: "green",
    name: "Footed planter",
    price: 3600,
    was: 4400,
    material: "Terracotta, scratched by hand",
    size: "22 cm across",
    text: "Stands on its own foot so that roots breathe and floors stay dry. The zigzag is scratched into the wet clay.",
  },
  {
    id: "watering-can",
    category: "green",
    name: "Long-spout watering can",
    price: 4800,
    material: "Powder-coated steel",
    size: "1.8 litres",
    text: "Reaches the back of the shelf and the heart of the fern. Balanced so that the last drop needs no gymnastics.",
  },
  {
    id: "bud-vases",
    category: "green",
    name: "Bud vases, set of three",
    price: 2900,
    fresh: true,
    material: "Stoneware",
    size: "9 to 21 cm tall",
    text: "Three necks for three stems: something picked, something bought, something found on the way home.",
  },
  {
    id: "herb-pots",
    category: "green",
    name: "Window herb pots",
    price: 3300,
    material: "Glazed clay, oak tray",
    size: "42 × 14 cm",
    text: "Three pots on one oak tray, sized for a window sill and for the herbs that never last from the supermarket.",
  },
  {
    id: "ash-trowel",
    category: "green",
    name: "Ash-handled trowel",
    price: 2700,
    material: "Carbon steel, ash",
    size: "31 cm long",
    text: "Forged from one piece and sharpened on one side, for roots. The handle darkens with the years, as it should.",
  },
];

/** Everything the shop sells. @type {readonly Product[]} */
export const PRODUCTS = [...SIGNATURE_PIECES, ...inAllColours(SIGNATURE_PIECES)];
