import type { Random } from "@nextmove/engine";

/** Of the visitors of a shop with assistance: shares that make about four events each. */
const PICKED = 0.8;
const OFFERED = 0.9;
const ACCEPTED = 0.7;
const BUYS = 0.5;

type Event = Readonly<Record<string, unknown>>;

/** What one visitor does under a model, as the API is told. */
export function visitorEvents(
  visitor: number,
  modelId: string,
  at: number,
  random: Random,
): Event[] {
  const userTrackingId = `GA1.2.${1_500_669_880 + visitor}.1586985368`;
  const told = (type: string, later: number, details: object): Event => ({
    type,
    userTrackingId,
    at: at + later,
    ...details,
  });
  const events = [told("model_assigned", 0, { modelId })];
  const assistanceId = `a-${visitor}`;
  const isPicked = random() < PICKED;
  const assistanceOffered = random() < OFFERED;
  if (isPicked) {
    events.push(told("assistance_triggered", 60_000, { assistanceId, assistanceOffered }));
  }
  const isAssisted = isPicked && assistanceOffered && random() < ACCEPTED;
  if (isAssisted) {
    const userSelectionId = random() < 0.7 ? "chat" : "phone";
    events.push(told("offer_accepted", 70_000, { assistanceId, userSelectionId }));
    events.push(told("assistance_started", 90_000, { assistanceId }));
  }
  if (random() < BUYS) {
    const value = Math.round(2_000 + 12_000 * random() ** 3) / 100;
    const assisted = isAssisted ? { assistanceId } : {};
    events.push(told("outcome", 600_000, { ...assisted, outcomeId: "sales_1", value }));
  }
  return events;
}
