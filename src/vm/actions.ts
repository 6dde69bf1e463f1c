// What the chart asks the world to do, by name. Refuses to know when it asks and how it is carried out.

/** The seam between the chart and the world; the position of an action is its code in the table. */
export const ACTIONS = [
  'startPatch',
  'patchInstalled',
  'patchFailed',
  'startReboot',
  'rebootCompleted',
  'rebootFailed',
  'becomeEffective',
  'runCompleted',
  'runInterrupted',
  'healthy',
  'unhealthy',
  'recovered',
  'trackChanged',
] as const;
export type Action = (typeof ACTIONS)[number];
