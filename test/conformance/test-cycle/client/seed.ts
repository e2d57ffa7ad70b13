/** The five events as the API's description writes them, by type. */
export const SEED_EVENTS = {
  model_assigned: `{
  "type": "model_assigned",
  "userTrackingId": "GA1.2.1500669880.1586985368",
  "at": "2020-02-18T14:41:37.571Z",
  "modelId": "reference_v16"
}`,
  assistance_triggered: `{
  "type": "assistance_triggered",
  "userTrackingId": "GA1.2.1500669880.1586985368",
  "at": "2020-02-18T14:41:37.571Z",
  "assistanceId": "1234567",
  "assistanceOffered": true
}`,
  offer_accepted: `{
  "type": "offer_accepted",
  "userTrackingId": "GA1.2.1500669880.1586985368",
  "at": "2020-02-18T14:41:37.571Z",
  "assistanceId": "1234567",
  "userSelectionId": "chat"
}`,
  assistance_started: `{
  "type": "assistance_started",
  "userTrackingId": "GA1.2.1500669880.1586985368",
  "at": "2020-02-18T14:41:37.571Z",
  "assistanceId": "1234567"
}`,
  outcome: `{
  "type": "outcome",
  "userTrackingId": "GA1.2.1500669880.1586985368",
  "at": "2020-02-18T14:41:37.571Z",
  "assistanceId": "1234567",
  "outcomeId": "sales_2"
}`,
} as const;
