import 'server-only'
/** Lets so many work at once and so many wait; whoever comes after them gets null at once. */
export class Turns {
  readonly #atOnce: number
  readonly #waitingAtMost: number
  readonly #waiting: (() => void)[] = []
  #working = 0

  constructor(atOnce: number, waitingAtMost: number) {
    this.#atOnce = atOnce
    this.#waitingAtMost = waitingAtMost
  }

  async take<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#working >= this.#atOnce) {
      if (this.#waiting.length >= this.#waitingAtMost) return null
      // Woken with the turn handed over: nobody who comes meanwhile can take it.
      await new Promise<void>((wake) => this.#waiting.push(wake))
    } else this.#working += 1
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#working -= 1
    }
  }
}
