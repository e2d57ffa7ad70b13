// @ts-check

/** @typedef {import("./products.js").Product} Product */

/**
 * @typedef {object} Dye the colour of a collection
 * @property {number} hue degrees
 * @property {number} saturation from 0 to 1
 * @property {number} lighter added to the lightness, from -1 to 1
 */

/**
 * Pieces of one colour: those of the signature pieces that come in others.
 * @typedef {object} Colour
 * @property {string} id
 * @property {string} name
 * @property {number} worth of its price: rare pigments cost more
 * @property {boolean} [fresh] arrived this season
 * @property {Dye} dye
 * @property {string} text
 */

/** @type {(hue: number, saturation: number, lighter: number) => Dye} */
const dye = (hue, saturation, lighter) => ({ hue, saturation, lighter });

/** @type {readonly Colour[]} */
export const COLOURS = [
  {
    id: "moss",
    name: "Moss",
    worth: 1,
    dye: dye(92, 0.32, -0.02),
    text: "the soft green of a north-facing wall",
  },
  {
    id: "slate",
    name: "Slate",
    worth: 0.95,
    dye: dye(210, 0.12, -0.06),
    text: "the grey of wet roofs, a little blue at noon",
  },
  {
    id: "rowan",
    name: "Rowan",
    worth: 1.1,
    dye: dye(4, 0.55, -0.02),
    text: "the red of the berries that the thrushes leave for last",
  },
  {
    id: "tide",
    name: "Tide",
    worth: 1.05,
    fresh: true,
    dye: dye(193, 0.42, 0),
    text: "the green-blue between two sandbanks",
  },
  {
    id: "chalk",
    name: "Chalk",
    worth: 0.9,
    dye: dye(42, 0.2, 0.2),
    text: "the white of the cliff path, warm rather than bright",
  },
  {
    id: "bramble",
    name: "Bramble",
    worth: 1.15,
    dye: dye(318, 0.28, -0.08),
    text: "the purple that stays on your fingers in August",
  },
  {
    id: "gorse",
    name: "Gorse",
    worth: 1.05,
    dye: dye(47, 0.68, 0.04),
    text: "a yellow that carries across the whole moor",
  },
  {
    id: "peat",
    name: "Peat",
    worth: 0.95,
    dye: dye(24, 0.26, -0.14),
    text: "the brown of cut turf, nearly black in the shade",
  },
  {
    id: "thrift",
    name: "Thrift",
    worth: 1,
    fresh: true,
    dye: dye(342, 0.42, 0.08),
    text: "the pink that grows where nothing else will",
  },
  {
    id: "kelp",
    name: "Kelp",
    worth: 1,
    dye: dye(166, 0.34, -0.06),
    text: "a deep green with the sea still in it",
  },
  {
    id: "larch",
    name: "Larch",
    worth: 1.05,
    dye: dye(66, 0.38, 0.02),
    text: "the yellow-green of the first needles in April",
  },
  {
    id: "frost",
    name: "Frost",
    worth: 1.1,
    dye: dye(214, 0.3, 0.14),
    text: "the pale blue of the morning that keeps you in",
  },
  {
    id: "plover",
    name: "Plover",
    worth: 0.95,
    dye: dye(34, 0.3, 0.06),
    text: "a sandy brown that goes with everything you own",
  },
  {
    id: "heath",
    name: "Heath",
    worth: 1.1,
    dye: dye(282, 0.24, 0.02),
    text: "the lilac of the hill, two weeks before the heather",
  },
];

/**
 * Signature pieces that come in other colours. `dyed` is the colour that takes the dye in the
 * piece's picture; its shades go along, and the wood and the brass stay.
 * @type {Record<string, { name: string, dyed: string }>}
 */
export const COLOURED = {
  "ember-teapot": { name: "teapot", dyed: "#c8613f" },
  "dune-mug": { name: "mug", dyed: "#c8613f" },
  "pebble-bowl": { name: "bowl", dyed: "#6b8f9e" },
  "harbour-plates": { name: "plates, set of four", dyed: "#4b7183" },
  "fen-carafe": { name: "carafe with tumbler", dyed: "#8dbab8" },
  "hearth-casserole": { name: "casserole", dyed: "#2f5d50" },
  "rill-kettle": { name: "stovetop kettle", dyed: "#cf8151" },
  "dome-lamp": { name: "table lamp", dyed: "#2f5d50" },
  "beeswax-tapers": { name: "tapers, set of three", dyed: "#e9b949" },
  "heather-throw": { name: "wool throw", dyed: "#a98ba0" },
  "linen-cushion": { name: "linen cushion", dyed: "#d98f6c" },
  "striped-tea-towels": { name: "tea towels, pair", dyed: "#4b7183" },
  "waffle-bath-towel": { name: "bath towel", dyed: "#8fa58a" },
  "flatwoven-runner": { name: "runner", dyed: "#2f5d50" },
  "footed-planter": { name: "planter", dyed: "#c8613f" },
  "watering-can": { name: "watering can", dyed: "#c9932f" },
  "bud-vases": { name: "bud vases, set of three", dyed: "#8fb0bd" },
  "herb-pots": { name: "herb pots", dyed: "#d98f6c" },
};

const EURO_CENTS = 100;

/** One in this many is on sale, spread over shapes and colours. */
const SALE_EVERY = 17;
const SALE_SHARE = 0.8;

/** @param {number} cents */
const wholeEuros = (cents) => Math.round(cents / EURO_CENTS) * EURO_CENTS;

/** @type {(piece: Product, colour: Colour, isOnSale: boolean) => Product[]} */
function inColour(piece, { id, name, worth, fresh, text }, isOnSale) {
  const shape = COLOURED[piece.id];
  if (shape === undefined) return [];
  const price = wholeEuros((piece.was ?? piece.price) * worth);
  return [
    {
      id: `${id}-${piece.id.replace(/^[a-z]+-/, "")}`,
      category: piece.category,
      name: `${name} ${shape.name}`,
      price: isOnSale ? wholeEuros(price * SALE_SHARE) : price,
      ...(isOnSale && { was: price }),
      ...(fresh && !isOnSale && { fresh }),
      material: piece.material,
      size: piece.size,
      text: `Our ${shape.name.replace(/,.*/, "")} in ${name}: ${text}.`,
      signature: piece.id,
      colour: id,
    },
  ];
}

/** The pieces in all their other colours. @param {readonly Product[]} pieces @returns {Product[]} */
export const inAllColours = (pieces) =>
  COLOURS.flatMap((colour, row) =>
    pieces.flatMap((piece, column) =>
      inColour(piece, colour, (row * 5 + column * 7) % SALE_EVERY === 0),
    ),
  );
