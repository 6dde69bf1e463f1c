// Bundles the program and the library into few files, since a process that loads 300 modules waits for them longer than
// for a small simulation; `npm run build` runs it after the compiler, which writes the types. Refuses to know what they do.

import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url).pathname;

/** Started, imported or run as a thread by this path; everything else is in chunks that these share. */
const ENTRIES = [
  'cli/main',
  'index',
  'vitest/index',
  'threads/part',
  'threads/trace-thread',
  'experiment/worker',
  // Tests start its threads by it.
  'experiment/replicate',
];

/** What every run loads goes into the bundle; what only some commands load stays a package. */
const BUNDLED = ['commander', 'fastest-levenshtein', 'seedrandom', 'uuid', 'zod'];

/**
 * What many runs do without: scenarios come as JSON, without expectations, customers' schedules and lists of releases.
 * The first call of one of its functions loads it, from a file of its own.
 */
const LATE = {
  yaml: 'yaml',
  'jsonc-parser': 'jsonc-parser',
  picomatch: 'picomatch',
  'csv-parse': 'csv-parse/sync',
  expectation: `${root}src/experiment/expectation/grammar.generated.js`,
  recurrence: `${root}src/calendar/recurrence/grammar.generated.js`,
};

/**
 * Node's own modules of which functions alone are used. An import statement asks each of their exports for its value, which
 * loads streams and all of Web Crypto for a run that needs one digest; these are loaded when a function is called.
 */
const LATE_OF_NODE = ['node:crypto', 'node:fs', 'node:zlib'];

/** Packages whose data is in what is generated. */
const MADE_OF = ['node_modules/windows-iana'];

/** commander starts programs for commands that are files of their own, as none of ours is; it takes 4 ms to load what does. */
const noPrograms = {
  name: 'no-programs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('/node_modules/commander/') ? { path: 'nothing', namespace: 'nothing' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: '' }));
  },
};

const onlyBundled = {
  name: 'only-bundled',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      const name = path.split('/')[0];
      return kind === 'entry-point' || BUNDLED.includes(name) ? undefined : { path, external: true };
    });
  },
};

/** Who reads scenarios and runs them: all that is loaded on its own but the program itself and threads that are told what was read. */
const READERS = [
  'cli/\\w+-command',
  'cli/check-run',
  'cli/report-page',
  'experiment/replicate',
  'index',
  'report/problems',
  'report/summary-text',
  'threads/run-parts',
  'threads/trace-aside',
  'vitest/index',
];

/**
 * A chunk holds the modules that the same entries reach: of what a run needs there would be forty, and a file takes Node half a
 * millisecond before it is read. So whoever needs a part of that loads all of it.
 */
const together = {
  name: 'together',
  setup({ onLoad }) {
    onLoad({ filter: new RegExp(`/src/(${READERS.join('|')})\\.ts$`) }, ({ path }) => {
      const all = path.includes('/cli/') ? ['cli/library', 'cli/run-command'] : ['cli/library'];
      const imports = all.map((one) => `import '${root}src/${one}.ts';\n`);
      return { contents: readFileSync(path, 'utf8') + imports.join(''), loader: 'ts' };
    });
  },
};

/** In place of a module's functions others of the same names, which load it when they are called. */
const late = {
  name: 'late',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z]|grammar/ }, ({ path, importer }) => {
      const whole = path.startsWith('.') ? resolve(dirname(importer), path) : path;
      const name = Object.keys(LATE).find((one) => LATE[one] === whole);
      return name === undefined ? undefined : { path: name, namespace: 'late' };
    });
    onLoad({ filter: /./, namespace: 'late' }, async ({ path: name }) => {
      const module = await import(LATE[name]);
      const names = Object.keys(module).filter(
        (one) => typeof module[one] === 'function' && /^\w+$/.test(one),
      );
      const functions = names.map(
        (one, index) => `
          const real${index} = () => ${one === 'default' ? 'load()' : `load().${one}`};
          function late${index}(...given) {
            return new.target ? new (real${index}())(...given) : real${index}()(...given);
          }
          Object.defineProperty(late${index}, Symbol.hasInstance, { value: (one) => one instanceof real${index}() });
          export { late${index} as ${one} };`,
      );
      const load = `let loaded; const load = () => (loaded ??= require('../late/${name}.cjs'));`;
      return { contents: load + functions.join('') };
    });
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'import-statement' && LATE_OF_NODE.includes(path)
        ? { path, namespace: 'late-of-node', sideEffects: false }
        : undefined,
    );
    onLoad({ filter: /./, namespace: 'late-of-node' }, async ({ path }) => {
      const module = await import(path);
      const names = Object.keys(module).filter(
        (one) => typeof module[one] === 'function' && one !== 'default',
      );
      const load = `let loaded; const load = () => (loaded ??= require('${path}'));`;
      const functions = names.map(
        (one) => `export function ${one}(...given) { return load().${one}(...given); }`,
      );
      return { contents: [load, ...functions].join('') };
    });
    onResolve({ filter: /^\.\.\/late\// }, ({ path }) => ({ path, external: true }));
  },
};

/** The licenses of the packages that are in the bundle ask to go with it. */
function notices(inputs) {
  const folders = Object.keys(inputs).flatMap((path) => /^.*node_modules\/[^/]+/.exec(path) ?? []);
  return [...new Set([...folders, ...MADE_OF])].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8'));
    // One has it at the end of its README.
    const file = ['license', 'readme']
      .map((word) => readdirSync(root + folder).find((one) => one.toLowerCase().startsWith(word)))
      .find((found) => found !== undefined);
    if (file === undefined) throw new Error(`${folder} has no license to go with the bundle`);
    return `${name} ${version}\n\n${readFileSync(`${root}${folder}/${file}`, 'utf8').trim()}\n`;
  });
}

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ENTRIES.map((entry) => `src/${entry}.ts`),
  outbase: 'src',
  outdir: 'dist',
  // One folder deep like the folders of src, so that a path from import.meta.url holds in both.
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'node20',
  platform: 'node',
  mainFields: ['module', 'main'],
  metafile: true,
  // Comments and indentation are a third of what Node has to scan; names and lines stay, for whoever reads a stack.
  minifyWhitespace: true,
  lineLimit: 120,
  plugins: [late, noPrograms, onlyBundled, together],
  logLevel: 'warning',
  banner: {
    // Packages that are no ES modules ask for modules of Node by it.
    js: "import { createRequire as requireOf } from 'node:module';\nconst require = requireOf(import.meta.url);",
  },
});
const { metafile: ofLate } = await build({
  absWorkingDir: root,
  entryPoints: Object.entries(LATE).map(([out, path]) => ({ in: path, out })),
  outdir: 'dist/late',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  target: 'node20',
  platform: 'node',
  mainFields: ['module', 'main'],
  metafile: true,
  logLevel: 'warning',
});
cpSync(`${root}src/catalogue/data`, `${root}dist/catalogue/data`, { recursive: true });
chmodSync(`${root}dist/cli/main.js`, 0o755);
writeFileSync(
  `${root}dist/THIRD-PARTY-NOTICES.txt`,
  notices({ ...metafile.inputs, ...ofLate.inputs }).join(`\n${'-'.repeat(80)}\n\n`),
);
