import type { Answer } from './rumor-client.ts'

/** What one side of a line remembers: its questions until they are answered, and what it was told lately. */
export type Unanswered = {
  /** Waits for the status of this transaction; `frame` goes again over a new socket. */
  expect: (transaction: string, frame: Buffer) => Promise<Answer>
  settle: (transaction: string, answer: Answer) => void
  frames: () => Iterable<Buffer>
  /** False for what was heard before. */
  isNew: (transaction: string) => boolean
  /** Nothing is answered any more. */
  end: () => void
}

/** As many as the platform may have said again after a break. */
const REMEMBERED = 200
const GONE: Answer = { status: 0, body: null }

export const createUnanswered = (): Unanswered => {
  const questions = new Map<string, { frame: Buffer; resolve: (answer: Answer) => void }>()
  const heard = new Set<string>()
  let ended = false
  return {
    expect: (transaction, frame) => {
      if (ended) return Promise.resolve(GONE)
      const { promise, resolve } = Promise.withResolvers<Answer>()
      questions.set(transaction, { frame, resolve })
      return promise
    },
    settle: (transaction, answer) => {
      questions.get(transaction)?.resolve(answer)
      questions.delete(transaction)
    },
    frames: () => [...questions.values()].map(({ frame }) => frame),
    isNew: (transaction) => {
      if (heard.has(transaction)) return false
      heard.add(transaction)
      const [oldest] = heard
      if (heard.size > REMEMBERED && oldest !== undefined) heard.delete(oldest)
      return true
    },
    end: () => {
      ended = true
      for (const { resolve } of questions.values()) resolve(GONE)
      questions.clear()
    },
  }
}
