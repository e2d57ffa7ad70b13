// @ts-check

/** @typedef {{ eyebrow: string, title: string, text: string, button: string, href: string }} Campaign */

/** What the banner can show, by the name of the action in the case `shop`. @type {Record<string, Campaign>} */
export const CAMPAIGNS = {
  new_arrivals: {
    eyebrow: "New in",
    title: "Fresh from the workshop",
    text: "A red teapot, paper light and vases for whatever grows along the way.",
    button: "See what is new",
    href: "/category?c=new",
  },
  free_shipping: {
    eyebrow: "Delivered to your door",
    title: "Free delivery from €60",
    text: "Packed in paper, carried by people, with you in two to three days.",
    button: "Start a basket",
    href: "/category?c=all",
  },
  member_points: {
    eyebrow: "Larkmoor Circle",
    title: "A point for every euro",
    text: "Collect a hundred and we take ten euros off. No card to carry, no small print.",
    button: "How the Circle works",
    href: "/service#circle",
  },
  gift_wrap: {
    eyebrow: "Gifts",
    title: "We wrap it, you give it",
    text: "Cotton ribbon, a handwritten tag and your own words. Free with every order.",
    button: "Find a present",
    href: "/category?c=gifts",
  },
  summer_sale: {
    eyebrow: "Summer sale",
    title: "Long evenings, lower prices",
    text: "Up to a quarter off throws, planters and the casserole everyone asks for.",
    button: "Shop the sale",
    href: "/category?c=sale",
  },
};
