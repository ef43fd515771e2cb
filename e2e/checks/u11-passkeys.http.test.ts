import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PasskeyOffer, PasskeyQuestion } from '#lib/factors/model.ts'
import { askedToSignIn, halfSignedIn, knock, withPasskey } from '../kit/second-factors.ts'
import { type Site, sharedSite } from '../kit/site.ts'
import { type Said, SoftwareAuthenticator } from '../kit/software-authenticator.ts'

/** U11: a passkey's answer signs in when everything about it is right, and nothing happens when one thing is not. */
let site: Site
let person: Awaited<ReturnType<typeof withPasskey>>
let other: Awaited<ReturnType<typeof withPasskey>>
beforeAll(async () => {
  site = await sharedSite()
  person = await withPasskey(site)
  other = await withPasskey(site)
}, 600_000)
afterAll(() => site?.end())

const REFUSED = 'This passkey does not sign in here. Use another one, or your password.'
type Answer = ReturnType<SoftwareAuthenticator['answer']>

/** Hands in an answer to a fresh question; who the browser is then. */
async function tried(change: { said?: (said: Said) => void; sent?: (answer: Answer) => void }) {
  const visitor = site.visitor()
  const answer = person.passkey.answer(await askedToSignIn(site, visitor), change.said)
  change.sent?.(answer)
  const reply = await knock(site, visitor, 'signInByPasskey', answer)
  const session = await visitor.send('GET', '/api/auth/session')
  return { reply, known: session.body.includes('@') }
}

test('a right answer signs in its owner, with nothing typed', async () => {
  const { reply, known } = await tried({})
  expect([reply?.ok, known]).toEqual([true, true])
})

/** One bit of a part of the answer is another. */
const flip = (text: string, at: number) => {
  const bytes = Buffer.from(text, 'base64url')
  const place = at < 0 ? bytes.length + at : at
  bytes[place] = (bytes[place] ?? 0) ^ 1
  return bytes.toString('base64url')
}
const inPart =
  (part: 'clientDataJSON' | 'authenticatorData' | 'signature', at: number) => (answer: Answer) => {
    answer.answer.response[part] = flip(answer.answer.response[part], at)
  }

/** Signed by the passkey itself: only what is said is wrong. */
const SAID: [string, (said: Said) => void][] = [
  [
    'another origin',
    ({ clientData }) => {
      clientData.origin = 'https://evil.example'
    },
  ],
  [
    'the origin at another port',
    ({ clientData }) => {
      clientData.origin = 'http://127.0.0.1:1'
    },
  ],
  [
    'the origin with a path',
    ({ clientData }) => {
      clientData.origin += '/'
    },
  ],
  [
    'https instead of http',
    ({ clientData }) => {
      clientData.origin = String(clientData.origin).replace('http:', 'https:')
    },
  ],
  ['no origin', ({ clientData }) => void delete clientData.origin],
  [
    'a list of origins',
    ({ clientData }) => {
      clientData.origin = [clientData.origin]
    },
  ],
  [
    'another challenge',
    ({ clientData }) => {
      clientData.challenge = randomBytes(32).toString('base64url')
    },
  ],
  [
    'an empty challenge',
    ({ clientData }) => {
      clientData.challenge = ''
    },
  ],
  ['no challenge', ({ clientData }) => void delete clientData.challenge],
  [
    'part of the challenge',
    ({ clientData }) => {
      clientData.challenge = String(clientData.challenge).slice(0, 20)
    },
  ],
  [
    'the making of a passkey',
    ({ clientData }) => {
      clientData.type = 'webauthn.create'
    },
  ],
  [
    'a payment',
    ({ clientData }) => {
      clientData.type = 'payment.get'
    },
  ],
  ['no type', ({ clientData }) => void delete clientData.type],
  [
    "another site's frame",
    ({ clientData }) => {
      clientData.crossOrigin = true
    },
  ],
  [
    "another site's frame, by name",
    ({ clientData }) =>
      void Object.assign(clientData, { crossOrigin: true, topOrigin: 'https://evil.example' }),
  ],
  [
    'a top origin without a frame',
    ({ clientData }) => {
      clientData.topOrigin = 'https://evil.example'
    },
  ],
  [
    'another relying party',
    (said) => {
      said.rpId = 'evil.example'
    },
  ],
  [
    'a sub-domain as relying party',
    (said) => {
      said.rpId = `a.${said.rpId}`
    },
  ],
  [
    'nobody present',
    (said) => {
      said.flags = 0x04
    },
  ],
  [
    'nobody verified',
    (said) => {
      said.flags = 0x01
    },
  ],
  [
    'neither present nor verified',
    (said) => {
      said.flags = 0
    },
  ],
  [
    'a backup that is not eligible',
    (said) => {
      said.flags |= 0x10
    },
  ],
  [
    'a key where there is none',
    (said) => {
      said.flags |= 0x40
    },
  ],
  [
    'extensions where there are none',
    (said) => {
      said.flags |= 0x80
    },
  ],
  [
    'a counter that stands still',
    (said) => {
      said.counter = 1 // as at its last right use
    },
  ],
  [
    'a counter of nothing',
    (said) => {
      said.counter = 0
    },
  ],
]

/** Changed on the way: not what was signed. */
const SENT: [string, (answer: Answer) => void][] = [
  ['the first bit of the signature', inPart('signature', 8)],
  ['the last bit of the signature', inPart('signature', -1)],
  ['the relying party', inPart('authenticatorData', 0)],
  ['a flag', inPart('authenticatorData', 32)],
  ['the counter', inPart('authenticatorData', 36)],
  ['the client data', inPart('clientDataJSON', 20)],
  ['the end of the client data', inPart('clientDataJSON', -1)],
  [
    'a longer authenticator data',
    ({ answer }) => {
      answer.response.authenticatorData += 'AAAA'
    },
  ],
  [
    'a shorter authenticator data',
    ({ answer }) => {
      answer.response.authenticatorData = answer.response.authenticatorData.slice(0, 40)
    },
  ],
  [
    'no signature',
    ({ answer }) => {
      answer.response.signature = 'AA'
    },
  ],
  [
    'no user handle',
    ({ answer }) => {
      answer.response.userHandle = ''
    },
  ],
  ['a missing user handle', ({ answer }) => void Reflect.deleteProperty(answer.response, 'userHandle')],
  [
    'one bit of the user handle',
    ({ answer }) => {
      answer.response.userHandle = flip(answer.response.userHandle, 3)
    },
  ],
  [
    'the id',
    ({ answer }) => {
      answer.id = flip(answer.id, 3)
    },
  ],
  [
    'the raw id',
    ({ answer }) => {
      answer.rawId = flip(answer.rawId, 3)
    },
  ],
  [
    'both ids',
    ({ answer }) => void Object.assign(answer, { id: flip(answer.id, 3), rawId: flip(answer.id, 3) }),
  ],
  [
    "both ids to somebody else's",
    ({ answer }) => void Object.assign(answer, { id: other.passkey.id, rawId: other.passkey.id }),
  ],
  [
    'the type',
    ({ answer }) => {
      answer.type = 'password'
    },
  ],
  [
    'the question',
    (answer) => {
      answer.challengeId = '01932f5e-0000-7000-8000-000000000000'
    },
  ],
  ['a field more', (answer) => void Object.assign(answer.answer, { accountId: 'x' })],
]

test('at least thirty things can be wrong', () => {
  expect(SAID.length + SENT.length).toBeGreaterThanOrEqual(30)
})

test.each(SAID)('an answer that says %s is refused', async (_what, said) => {
  const { reply, known } = await tried({ said })
  expect([reply?.ok, reply?.message, known]).toEqual([false, REFUSED, false])
})

test.each(SENT)('an answer with %s changed on the way is refused', async (_what, sent) => {
  const { reply, known } = await tried({ sent })
  expect([reply?.ok, known]).toEqual([false, false])
})

describe('a question', () => {
  test('is answered once', async () => {
    const question = await askedToSignIn(site, site.visitor())
    const answer = person.passkey.answer(question)
    expect((await knock(site, site.visitor(), 'signInByPasskey', answer))?.ok).toBe(true)
    const again = await knock(site, site.visitor(), 'signInByPasskey', person.passkey.answer(question))
    expect(again?.message).toBe(REFUSED)
  })

  test('is gone after a wrong answer too', async () => {
    const question = await askedToSignIn(site, site.visitor())
    const wrong = person.passkey.answer(question, ({ clientData }) => {
      clientData.origin = 'https://evil.example'
    })
    await knock(site, site.visitor(), 'signInByPasskey', wrong)
    const right = await knock(site, site.visitor(), 'signInByPasskey', person.passkey.answer(question))
    expect(right?.message).toBe(REFUSED)
  })

  test('is over after five minutes, and has 256 bits', async () => {
    const question = await askedToSignIn(site, site.visitor())
    expect(Buffer.from(question.options.challenge, 'base64url')).toHaveLength(32)
    const { expiresAt } = await site.db.challenge.findUniqueOrThrow({ where: { id: question.challengeId } })
    expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(300_000)
    await site.db.challenge.update({
      where: { id: question.challengeId },
      data: { expiresAt: new Date(Date.now() - 1_000) },
    })
    const late = await knock(site, site.visitor(), 'signInByPasskey', person.passkey.answer(question))
    expect(late?.message).toBe(REFUSED)
  })

  test('for one purpose, device or person is no question for another', async () => {
    const half = await halfSignedIn(site, person)
    const factor = (await knock(site, half, 'askForFactor'))?.value as PasskeyQuestion
    const asSignIn = await knock(site, site.visitor(), 'signInByPasskey', person.passkey.answer(factor))
    expect(asSignIn?.message).toBe(REFUSED)
    const signIn = await askedToSignIn(site, site.visitor())
    const asFactor = await knock(site, half, 'passByPasskey', person.passkey.answer(signIn))
    expect(asFactor?.message).toBe(REFUSED)
    const elsewhere = await halfSignedIn(site, person)
    const stolen = (await knock(site, half, 'askForFactor'))?.value as PasskeyQuestion
    const onOther = await knock(site, elsewhere, 'passByPasskey', person.passkey.answer(stolen))
    expect(onOther?.message).toBe(REFUSED)
    const own = (await knock(site, half, 'askForFactor'))?.value as PasskeyQuestion
    const byOther = await knock(site, half, 'passByPasskey', other.passkey.answer(own))
    expect(byOther?.message).toBe(REFUSED)
    const right = (await knock(site, half, 'askForFactor'))?.value as PasskeyQuestion
    expect((await knock(site, half, 'passByPasskey', person.passkey.answer(right)))?.ok).toBe(true)
  })
})

describe('the same words are said for', () => {
  test('a passkey that nobody has', async () => {
    const stranger = new SoftwareAuthenticator(site.nodes[0]?.url ?? '')
    const answer = stranger.answer(await askedToSignIn(site, site.visitor()))
    answer.answer.response.userHandle = 'AAAA'
    expect((await knock(site, site.visitor(), 'signInByPasskey', answer))?.message).toBe(REFUSED)
  })

  test('an account that is disabled', async () => {
    const gone = await withPasskey(site)
    await site.db.account.update({ where: { id: gone.accountId }, data: { disabledAt: new Date() } })
    const answer = gone.passkey.answer(await askedToSignIn(site, site.visitor()))
    expect((await knock(site, site.visitor(), 'signInByPasskey', answer))?.message).toBe(REFUSED)
  })
})

test('a counter that went back is on the record: a copy of the passkey is at work', async () => {
  const where = { action: 'account.passkey', phase: 'denied' }
  const before = await site.db.auditEntry.count({ where })
  await tried({
    said: (said) => {
      said.counter = 1
    },
  })
  expect(await site.db.auditEntry.count({ where })).toBe(before + 1)
  const entry = await site.db.auditEntry.findFirstOrThrow({ where, orderBy: { seq: 'desc' } })
  expect(entry).toMatchObject({ subject: `account:${person.accountId}`, details: { cause: 'counter' } })
})

test('a passkey is made only on its own question, here, by somebody verified, and belongs to one person', async () => {
  const owner = await withPasskey(site)
  const offered = async () => (await knock(site, owner.visitor, 'beginPasskey'))?.value as PasskeyOffer
  const key = () => new SoftwareAuthenticator(site.nodes[0]?.url ?? '')
  const wrong: ((said: Said) => void)[] = [
    ({ clientData }) => {
      clientData.origin = 'https://evil.example'
    },
    ({ clientData }) => {
      clientData.challenge = randomBytes(32).toString('base64url')
    },
    ({ clientData }) => {
      clientData.type = 'webauthn.get'
    },
    (said) => {
      said.rpId = 'evil.example'
    },
    (said) => {
      said.flags = 0x41
    },
  ]
  for (const change of wrong) {
    const refused = await knock(site, owner.visitor, 'addPasskey', key().make(await offered(), change))
    expect(refused?.code).toBe('not-added')
  }
  const theirs = await knock(site, other.visitor, 'beginPasskey')
  const swapped = await knock(site, owner.visitor, 'addPasskey', key().make(theirs?.value as PasskeyOffer))
  expect(swapped?.code).toBe('not-added')
  const taken = await knock(site, owner.visitor, 'addPasskey', other.passkey.make(await offered()))
  expect(taken?.code).toBe('not-added')
  expect(await site.db.factor.count({ where: { accountId: owner.accountId, kind: 'passkey' } })).toBe(1)
})
