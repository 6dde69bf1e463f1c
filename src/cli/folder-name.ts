// A scenario's name as the name of a folder on any system. Refuses to know where the folder is.

const RESERVED_ON_WINDOWS = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Characters; at most four bytes each, and file systems take 255 bytes. */
const LONGEST = 60;

/** Letters, digits, `.`, `_` and `-` stay, anything else becomes one `-`; never hidden, reserved, empty or a path. */
export function folderName(scenarioName: string): string {
  const name = Array.from(scenarioName.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-'))
    .slice(0, LONGEST)
    .join('')
    .replace(/^[.-]+|[.-]+$/g, '');
  if (name === '') return 'scenario';
  return RESERVED_ON_WINDOWS.test(name) ? `scenario-${name}` : name;
}
