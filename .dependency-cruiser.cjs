// The data flow is the import rule: a folder imports itself and folders to its left; a package has one door.
const order = [
  'calendar',
  'checker',
  'kernel',
  'scenario',
  'catalogue',
  'vm',
  'fleet',
  'rollout',
  'ledger',
  'simulation',
  'metrics',
  'threads',
  'story',
  'experiment',
  'report',
  'cli',
];
const doors = {
  'date-fns-tz': 'calendar',
  'windows-iana': 'calendar',
  seedrandom: 'kernel',
  yaml: 'scenario',
  zod: 'scenario',
  'fastest-levenshtein': 'scenario',
  'csv-parse': 'catalogue',
  xstate: 'vm',
  'cli-table3': 'report',
  picocolors: 'report',
  ics: 'report',
  commander: 'cli',
  pino: 'cli',
  'cli-progress': 'cli',
};
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...order.slice(0, -1).map((folder, index) => ({
      name: `${folder}-knows-nothing-to-its-right`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: `^src/(index\\.ts$|(${order.slice(index + 1).join('|')})/)` },
    })),
    {
      // R35: the checker shares no code with what it checks, and nothing that is checked leans on it.
      name: 'checker-is-asked-by-the-cli-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(checker/|cli/|index\\.ts$)' },
      to: { path: '^src/checker/' },
    },
    ...Object.entries(doors).map(([packageName, folder]) => ({
      name: `${packageName}-has-one-door`,
      severity: 'error',
      from: { pathNot: `^src/${folder}/` },
      to: { path: `node_modules/${packageName}/` },
    })),
    {
      name: 'files-and-process-belong-to-the-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli/|catalogue/builtin\\.ts$)' },
      to: { path: '^(node:)?(fs|process|child_process|os|path)', dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
