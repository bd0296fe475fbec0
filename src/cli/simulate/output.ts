/** What is written to a terminal: tables that line up although Chinese characters are two columns wide, and a progress bar. */

/** Where lines go; `process.stdout` is one. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
      character,
    )
      ? 2
      : 1;
  return width;
}

/**
 * Rows as lines of text; the first column is left-aligned, all others right-aligned.
 *
 * @param rows - the first is the heading
 */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => widthOf(row[i] ?? ''))));
  const line = (row: readonly string[]): string =>
    widths
      .map((width, i) => (i === 0 ? (row[i] ?? '') + pad(width, row[i]) : pad(width, row[i]) + (row[i] ?? '')))
      .join('  ')
      .trimEnd();
  const [heading, ...rest] = rows.map(line);
  return [heading, widths.map((width) => '─'.repeat(width)).join('  '), ...rest, ''].join('\n');
}

/** Shows how far something has come: a bar that is redrawn on a terminal, a line for each tenth elsewhere. */
export function progressOn(output: Output): (share: number, text: string) => void {
  let tenth = -1;
  return (share, text) => {
    const part = Math.min(1, Math.max(0, share));
    const percent = `${Math.floor(part * 100)}%`.padStart(4);
    if (output.isTTY === true) {
      const full = Math.round(part * 30);
      output.write(
        `\r${'█'.repeat(full)}${'░'.repeat(30 - full)} ${percent}  ${text}\u001b[K${part === 1 ? '\n' : ''}`,
      );
      return;
    }
    if (Math.floor(part * 10) === tenth) return;
    tenth = Math.floor(part * 10);
    output.write(`${percent}  ${text}\n`);
  };
}

// helpers

function pad(width: number, text = ''): string {
  return ' '.repeat(width - widthOf(text));
}
