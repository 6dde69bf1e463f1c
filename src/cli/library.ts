// What commands take of the library, in one module that is loaded when a command needs it. Taken from where it is, not by the
// library's own door: behind that are also the checker and others that most commands do without. Refuses to know anything more.

export { loadScenario } from '../experiment/load.ts';
export { simulate } from '../experiment/simulate.ts';
export { tuneV8For } from '../experiment/v8-flags.ts';
export { scenarioJsonSchema } from '../scenario/schema.ts';
