/** One change to what a shown place has taught, as in `Term`; a reward in the shop's unit. */
export interface HeadLesson {
  /** As `packFeatures` made it. */
  readonly features: string;
  /** 1: the place was shown; 0: it has brought something else than was learned. */
  readonly count: 0 | 1;
  readonly from: number;
  readonly to: number;
  /** When the list was made, ms: all lessons of a place are forgotten alike. */
  readonly at: number;
  /** The first reward of the place, and how old the list was when it came; −1: it was taken from the place. */
  readonly arrival?: { readonly ageMs: number; readonly count: 1 | -1 };
}
