// Codes of the chart's patching region, in the order of PATCHING_STATES (event-codes.ts): constants, which the bundler turns
// into literals. Refuses to know what they mean.

export const idle = 0;
export const pending = 1;
export const installing = 2;
export const rebooting = 3;
export const verifying = 4;
export const unhealthy = 5;
export const unresponsive = 6;
