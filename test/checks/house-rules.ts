// The rules of this project that no tool knows: length, names, first lines, no wall clock. Refuses to read files.

export interface SourceFile {
  /** From the root of the project, with `/`. */
  readonly path: string;
  readonly text: string;
}

const MOST_LINES = 300;
const FORBIDDEN_NAME = /(^|[/._-])(utils?|helpers?|common|misc)([/._-]|$)/i;
/** Ways to learn the time, luck or zone of the host (R1). */
const HOST_STATE =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|\bperformance\b|\bhrtime\b|\bgetTimezoneOffset\(\s*\)|\bresolvedOptions\(\)\.timeZone\b|\brandomUUID\b|\btoLocale\w*String\b(?!\('en'\))/;

/** One line per breach, `path: what`. */
export function breaches(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const found: string[] = [];
    const lines = text.split('\n');
    if (lines.length - 1 > MOST_LINES) found.push(`${lines.length - 1} lines, at most ${MOST_LINES}`);
    if (FORBIDDEN_NAME.test(path)) found.push('a name that says nothing');
    const first = lines[0]?.startsWith('#!') ? lines[1] : lines[0];
    if (!first?.startsWith('// ')) found.push('opens without saying what it is');
    if (path.startsWith('src/') && !path.startsWith('src/cli/')) {
      lines.forEach((line, index) => {
        const code = line.replace(/^\s*(\/\/|\*|\/\*).*/, '');
        if (HOST_STATE.test(code)) found.push(`line ${index + 1} asks the host: ${line.trim()}`);
      });
    }
    if (/\b(TODO|FIXME|XXX)\b/.test(text.replaceAll("'XXX'", '')) && path.startsWith('src/'))
      found.push('unfinished');
    return found.map((what) => `${path}: ${what}`);
  });
}
