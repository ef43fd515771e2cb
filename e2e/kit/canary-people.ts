import { type Canaries, canaries } from './canaries.ts'
import { type Answer, Visitor } from './visitor.ts'

/** Somebody of the console and somebody in a room: called as nobody else is, in whole and in part. */
export const COLLEAGUE = {
  first: 'Quirina',
  last: 'Canarius',
  email: 'quirina.canarius@kanari.example',
} as const
export const GUEST = {
  first: 'Yolanda',
  last: 'Kanarienvogel',
  email: 'yolanda.kanarienvogel@kanari.example',
} as const
export const PHONE = '+49 151 23456789'
const ADDRESS = '203.0.113.211'
const AGENT = 'Zwitscher/7.31'

/** Finds whatever says who they are, however it is written. */
export function watchForThem(): Canaries {
  const watch = canaries()
  for (const { first, last, email } of [COLLEAGUE, GUEST])
    for (const mark of [first, last, email]) watch.keep(mark, mark)
  for (const mark of ['kanari.example', PHONE, ADDRESS, AGENT]) watch.keep(mark, mark)
  return watch
}

export type Answered = { path: string; answer: Answer }

/** One of them, who comes from their own address and with their own browser; what they are answered is kept. */
export class Afar extends Visitor {
  readonly #answers: Answered[]

  constructor(url: string, answers: Answered[]) {
    super(url)
    this.#answers = answers
  }

  override async send(...[method, path, sent = {}]: Parameters<Visitor['send']>): Promise<Answer> {
    const headers = { 'x-forwarded-for': ADDRESS, 'user-agent': AGENT, ...sent.headers }
    const answer = await super.send(method, path, { ...sent, headers })
    this.#answers.push({ path, answer })
    return answer
  }
}
