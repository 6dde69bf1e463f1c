// Lines of a trace as texts, out of bytes. Refuses to know what they say.

/** For who wants lines as texts, without their line ends. */
export function eachLine(line: (line: string) => void): (lines: Uint8Array) => void {
  const decoder = new TextDecoder();
  return (lines) => {
    const texts = decoder.decode(lines).split('\n');
    texts.pop();
    for (const text of texts) line(text);
  };
}
