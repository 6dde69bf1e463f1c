// Codes of the chart's patching region, in the order of PATCHING_STATES (event-codes.ts): an enum, whose members the bundler turns
// into literals. Refuses to know what they mean.

export enum PATCHING {
  idle = 0,
  pending = 1,
  installing = 2,
  rebooting = 3,
  verifying = 4,
  unhealthy = 5,
  unresponsive = 6,
}
