// Workflow commands by which GitHub shows a text at a line of a file. Refuses to know what is told.

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly title: string;
  readonly text: string;
}

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** One line, with its end. */
export function githubAnnotation({ level, file, line, column, title, text }: Annotation): string {
  const place = `file=${property(file)},line=${line},col=${column}`;
  return `::${level} ${place},title=${property(title)}::${data(text)}\n`;
}
