/** The bodies of the API documentation's examples, version 3.1.0, to the letter. */

export const EXAMPLE_CASE = "l59sdl42gkj";

/** The catalogue that the examples imply. */
export const EXAMPLE_ACTIONS = ["actionA", "actionB", "actionC", "actionN"];

export const ACTION = `{
  "query_id": "af76e5",
  "consumer_id": "w3e0-p8xc",
  "state": {
    "contract": "XL", 
    "age": 37,
  },
  "actions": [
    "actionA",
    "actionB",
    "actionN",
  ],
  "limit": 3,
  "test_api": false,
  "status": 1
}`;

export const SELECT = `{
  "query_id": "af76e5",
  "action": "actionC",
  "test_api": false
}`;

export const REWARD = `{
  "query_id": "af76e5",
  "consumer_id": "w3e0-p8xc",
  "event_type": "add_to_basket",
  "value": 1.337,
  "test_api": false
}`;

export const ACTION_BATCH = `{
  "customers": [
    {
      "query_id": "af76e5",
      "consumer_id": "w3e0-p8xc",
      "state": {
        "contract": "XL", 
        "age": 37,
      }
    },
  ],
  "actions": [
    "actionA",
    "actionB",
    "actionN",
  ],
  "limit": 3,
  "test_api": false
}`;

export const SELECT_BATCH = `{
  "selection": [
    {
      "query_id": "af76e5",
      "action": "actionC"
    },
  ],
  "test_api": false
}`;

export const REWARD_BATCH = `{
  "rewards":[
    {
      "query_id": "af76e5",
      "consumer_id": "w3e0-p8xc",
      "event_type": "add_to_basket",
      "value": 1.337
    },
  ],
  "test_api": false
}`;
