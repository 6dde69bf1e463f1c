// Bundles the program and the library into few files, since a process that loads 300 modules waits for them longer than
// for a small simulation; `npm run build` runs it after the compiler, which writes the types. Refuses to know what they do.

import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
const BUNDLED = [
  'commander',
  'csv-parse',
  'fastest-levenshtein',
  'jsonc-parser',
  'picomatch',
  'seedrandom',
  'uuid',
  'yaml',
  'zod',
];

/** Packages whose data is in what is generated. */
const MADE_OF = ['node_modules/windows-iana'];

const onlyBundled = {
  name: 'only-bundled',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      const name = path.split('/')[0];
      return kind === 'entry-point' || BUNDLED.includes(name) ? undefined : { path, external: true };
    });
  },
};

/**
 * What reads scenarios and runs them goes into few chunks: whoever needs a part of it loads all of it. A chunk holds the
 * modules that the same entries reach, so that forty would hold what a run needs, and a module costs Node half a
 * millisecond before it is read.
 */
const together = {
  name: 'together',
  setup({ onLoad }) {
    onLoad(
      {
        filter:
          /\/src\/(cli\/\w+-command|experiment\/replicate|experiment\/worker|index|threads\/part|vitest\/index)\.ts$/,
      },
      ({ path }) => {
        const all = path.includes('/cli/') ? ['cli/library', 'cli/run-command'] : ['cli/library'];
        const imports = all.map((one) => `import '${root}src/${one}.ts';\n`);
        return { contents: readFileSync(path, 'utf8') + imports.join(''), loader: 'ts' };
      },
    );
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
  plugins: [onlyBundled, together],
  logLevel: 'warning',
  banner: {
    // Packages that are no ES modules ask for modules of Node by it.
    js: "import { createRequire as requireOf } from 'node:module';\nconst require = requireOf(import.meta.url);",
  },
});
cpSync(`${root}src/catalogue/data`, `${root}dist/catalogue/data`, { recursive: true });
chmodSync(`${root}dist/cli/main.js`, 0o755);
writeFileSync(
  `${root}dist/THIRD-PARTY-NOTICES.txt`,
  notices(metafile.inputs).join(`\n${'-'.repeat(80)}\n\n`),
);
