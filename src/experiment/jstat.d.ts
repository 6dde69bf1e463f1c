// What is used of jstat, which brings no types of its own.
declare module 'jstat' {
  interface Statistics {
    mean(values: number[]): number;
    /** `sample` divides by n - 1. */
    stdev(values: number[], sample: boolean): number;
    readonly studentt: { inv(probability: number, degreesOfFreedom: number): number };
  }
  const module: { readonly jStat: Statistics };
  export default module;
}
