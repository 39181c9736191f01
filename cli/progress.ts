/** One changing line on a terminal; nothing at all in a pipe. */

export interface Progress {
  show(text: string): void
  clear(): void
}

/** A progress line on standard error. */
export function progressLine(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} }
  return {
    show(text) {
      stream.write(`\r\u001b[2K${text.slice(0, (stream.columns || 80) - 1)}`)
    },
    clear() {
      stream.write('\r\u001b[2K')
    },
  }
}
