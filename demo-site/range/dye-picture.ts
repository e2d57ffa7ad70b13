import type { Dye } from "../public/js/shop/collections.js";

/** Hue in degrees, saturation and lightness from 0 to 1. */
interface Hsl {
  readonly hue: number;
  readonly saturation: number;
  readonly lightness: number;
}

/** Shades of a colour lie so close to it, in degrees; the wood of a terracotta pot lies farther. */
const SHADE_DEGREES = 16;

const HEX_COLOUR = /#[0-9a-f]{6}\b/g;

/** `#c8613f` as hue, saturation and lightness: https://www.w3.org/TR/css-color-4/#rgb-to-hsl */
function hslOf(hex: string): Hsl {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(
    (at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255,
  );
  const [least, most] = [Math.min(red, green, blue), Math.max(red, green, blue)];
  const range = most - least;
  const lightness = (least + most) / 2;
  if (range === 0) return { hue: 0, saturation: 0, lightness };
  const sixth =
    most === red
      ? (green - blue) / range
      : most === green
        ? 2 + (blue - red) / range
        : 4 + (red - green) / range;
  return {
    hue: (sixth * 60 + 360) % 360,
    saturation: range / (1 - Math.abs(2 * lightness - 1)),
    lightness,
  };
}

/** The other way round: https://www.w3.org/TR/css-color-4/#hsl-to-rgb */
function hexOf({ hue, saturation, lightness }: Hsl): string {
  const amplitude = saturation * Math.min(lightness, 1 - lightness);
  const channels = [0, 8, 4].map((offset) => {
    const place = (offset + hue / 30) % 12;
    const value = lightness - amplitude * Math.max(-1, Math.min(place - 3, 9 - place, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${channels.join("")}`;
}

const within = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/** A picture (SVG) in which a colour and its shades have taken the dye; everything else stays. */
export function dyePicture(svg: string, dyed: string, dye: Dye): string {
  const body = hslOf(dyed);
  return svg.replaceAll(HEX_COLOUR, (hex) => {
    const colour = hslOf(hex);
    const apart = Math.abs(colour.hue - body.hue);
    if (Math.min(apart, 360 - apart) > SHADE_DEGREES || hex === SHADOW) return hex;
    return hexOf({
      hue: dye.hue,
      saturation: within((colour.saturation / body.saturation) * dye.saturation, 0, 0.9),
      lightness: within(colour.lightness + dye.lighter, 0.08, 0.96),
    });
  });
}

/** Below every piece, whatever its colour. */
const SHADOW = "#22352f";
