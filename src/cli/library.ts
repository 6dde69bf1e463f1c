// What commands take of the library, in one module that is loaded when a command needs it. Taken from where it is, not by the
// library's own door: behind that are also the checker and others that most commands do without. Refuses to know anything more.

export { inlineFor } from '../experiment/inlining.ts';
export { loadScenario } from '../experiment/load.ts';
export { simulate } from '../experiment/simulate.ts';
export { scenarioJsonSchema } from '../scenario/schema.ts';
