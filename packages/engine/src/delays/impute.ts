/**
 * The reward still expected of a decision without one: of decisions like it a share `returning`
 * (π) ever brings a reward, and of those `arrived` (F) would have brought it by now. By Bayes' rule
 * μ(1−F)/(1−πF): μ at first, 0 when the window closes. Counting 0 at once instead punishes what was
 * just tried; waiting learns late.
 */
export function impute(mean: number, returning: number, arrived: number): number {
  const missing = 1 - arrived;
  if (missing <= 0) return 0;
  return (mean * missing) / (1 - returning * arrived);
}
