import type { Answer, Visitor } from './visitor.ts'

export type BareAnswer = { status: number; headers: Record<string, unknown>; cookies: string[]; body: string }

/**
 * An answer without what is another one in each: its time, its ids, its nonce, the values of its cookies, and these words. Two that
 * are equal then tell whoever asked nothing that is not in both.
 */
export function bareAnswer({ status, headers, setCookies, body }: Answer, words: string[] = []): BareAnswer {
  const { date: _, 'set-cookie': __, ...rest } = headers
  const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1]
  const own = [...words, nonce, headers['x-request-id']].filter((word) => typeof word === 'string' && word)
  const bare = (text: string) =>
    own
      .reduce<string>((left, word) => left.replaceAll(String(word), '…'), text)
      .replaceAll(TOKEN, '…')
      .replaceAll(ID, '…')
      .replaceAll(TIME, '…')
  return {
    status,
    headers: Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, bare(String(value))])),
    cookies: setCookies.map((cookie) => cookie.replace(/=[^;]+/, '=…').replace(/expires=[^;]*/i, '…')).sort(),
    body: bare(body),
  }
}

/** An answer, all to which it leads on our own site, and who is signed in then. */
export async function bareWay(visitor: Visitor, first: Answer, words: string[] = []): Promise<BareAnswer[]> {
  const answers = [first]
  for (let to = first.headers.location; to && answers.length < 5; to = answers.at(-1)?.headers.location) {
    const { pathname, search } = new URL(String(to), 'http://127.0.0.1')
    answers.push(await visitor.send('GET', pathname + search))
  }
  answers.push(await visitor.send('GET', '/api/auth/session'))
  return answers.map((answer) => bareAnswer(answer, words))
}

/** Of a form, and the question for a passkey. */
const TOKEN = /\b[0-9a-f]{64}\b|(?<="challenge":")[\w-]+/g
/** Ours, and those by which the framework tells one drawing of a page from the next. */
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=")[\w-]{21}[vm](?=\\?")/g
const TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z/g
