// A word of a command line, quoted where a shell would take it for something else. Refuses to know the command.

export const shellWord = (word: string): string =>
  /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
