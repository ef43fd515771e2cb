const STILL_MS = 30_000

/** A sentence for whoever started Gavel. */
export function say(line: string): void {
  clearProgress()
  process.stdout.write(`${line}\n`)
}

/**
 * Runs something that may take long, and shows that it goes on: seconds that count on a terminal; elsewhere (a log file, a
 * container) one line, and another each half minute.
 */
export async function step<T>(doing: string, work: () => Promise<T>): Promise<T> {
  const from = Date.now()
  const seconds = () => Math.round((Date.now() - from) / 1000)
  const terminal = process.stdout.isTTY === true
  if (!terminal) say(`${doing} …`)
  const show = () =>
    terminal ? progress(`${doing} … ${seconds()} s`) : say(`${doing} … still, after ${seconds()} s`)
  if (terminal) show()
  const timer = setInterval(show, terminal ? 1_000 : STILL_MS)
  try {
    const result = await work()
    if (terminal) say(`${doing}: done in ${seconds()} s`)
    return result
  } finally {
    clearInterval(timer)
    clearProgress()
  }
}

let shown = false

function progress(text: string): void {
  process.stdout.write(`\r\x1b[K${text}`)
  shown = true
}

function clearProgress(): void {
  if (shown) process.stdout.write('\r\x1b[K')
  shown = false
}
