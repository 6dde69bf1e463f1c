// Makes sure that there is a Chromium for the tests of the report page: Debian's, installed where it is missing.
// Refuses to know what the tests do with it.

import { execFileSync, spawnSync } from 'node:child_process';

const there = ['chromium', 'chromium-browser', 'google-chrome'].some(
  (name) => spawnSync('which', [name]).status === 0,
);
if (!there) {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...words) => {
    const [program, ...rest] = [...sudo, ...words];
    execFileSync(program, rest, {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  try {
    run('apt-get', 'update', '-qq');
    run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  } catch {
    process.stderr.write('The tests of the report page need Chromium: apt-get install chromium\n');
    process.exit(1);
  }
}
