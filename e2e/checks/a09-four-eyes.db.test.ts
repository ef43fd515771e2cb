import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { approveRequest, refuseRequest, withdrawRequest } from '#lib/archives/answer-request.ts'
import { askToRecord } from '#lib/archives/ask-to-record.ts'
import { expireRequests } from '#lib/archives/expire-requests.ts'
import { findRequest } from '#lib/archives/find-request.ts'
import type { ArchivePolicy } from '#lib/archives/model.ts'
import { countWaiting, listRequests, recordingRight, requestOfLetter } from '#lib/archives/request-queries.ts'
import { stopOverlong } from '#lib/archives/stop-overlong.ts'
import { findSession } from '#lib/moderation/find-target.ts'
import { settleWhole } from '#lib/moderation/send-action.ts'
import { startArchive } from '#lib/moderation/start-archive.ts'
import { type Database, openDatabase, type Tx } from '#lib/system/database.ts'
import { newId } from '#lib/system/ids.ts'
import type { Result } from '#lib/system/result.ts'
import { aProject, aSignedIn } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'
import { testEnv } from '../kit/test-env.ts'

/** A9: nobody agrees to what they asked for, and what was agreed to happens once, whoever does what at the same moment. */
type Who = Awaited<ReturnType<typeof aSignedIn>>

let database: TestDatabase
/** Two servers: each with connections of its own. */
let db: Database
let other: Database
let projectId: string
let sessionId: string
let priya: Who
let lena: Who
let tom: Who

beforeAll(async () => {
  testEnv({ GAVEL_LOG_LEVEL: 'silent' })
  database = await createTestDatabase()
  db = openDatabase(database.url)
  other = openDatabase(database.url)
}, 60_000)

afterAll(async () => {
  await Promise.all([db.$disconnect(), other.$disconnect()])
  await database.drop()
})

beforeEach(async () => {
  projectId = (await aProject(db)).id
  priya = await aSignedIn(db, ['archive.start', 'archive.approve'], [projectId])
  lena = await aSignedIn(db, ['archive.start', 'archive.approve'], [projectId])
  tom = await aSignedIn(db, ['archive.start', 'archive.approve'], 'everywhere')
  sessionId = await aLiveSession()
  await setPolicy({})
})

const aLiveSession = async () =>
  (
    await db.videoSession.create({
      data: {
        projectId,
        platformId: `2_${newId()}`,
        firstSeenAt: new Date(),
        live: true,
        mode: 'routed',
        name: 'Rehearsal',
      },
    })
  ).id

const roleKeys = async ({ account }: Who) =>
  (await db.roleHolding.findMany({ where: { accountId: account.id }, select: { role: true } })).map(
    ({ role }) => role.key,
  )

async function setPolicy(part: Partial<ArchivePolicy>) {
  const archivePolicy: ArchivePolicy = {
    version: 2,
    atOnce: [],
    asks: await roleKeys(priya),
    approves: [...(await roleKeys(lena)), ...(await roleKeys(tom))],
    sessions: null,
    hours: null,
    lastsMinutes: 10,
    longestMinutes: null,
    needsReason: false,
    tells: 'project',
    objections: 'none',
    toldFirst: false,
    ...part,
  }
  await db.project.update({ where: { id: projectId }, data: { archivePolicy } })
}

/** As a door does it: what is refused leaves nothing behind. */
async function attempt<Value>(
  at: Database,
  work: (tx: Tx) => Promise<Result<Value, string>>,
): Promise<Value | string> {
  let failure = ''
  try {
    return await at.$transaction(async (tx) => {
      const result = await work(tx)
      if (result.ok) return result.value
      failure = result.failure
      throw new Error('undone')
    })
  } catch (error) {
    if (failure) return failure
    throw error
  }
}

const found = async (tx: Tx, id: string) => {
  const request = await findRequest(tx, id)
  if (!request) throw new Error('There is no such request')
  return request
}
const sessionIn = async (tx: Tx) => {
  const session = await findSession(tx, sessionId)
  if (!session) throw new Error('There is no such session')
  return session
}
const ask = (who: Who, reason: string | null = 'Agreed with the class') =>
  attempt(db, async (tx) => askToRecord(tx, who.actor, await sessionIn(tx), reason))
const asked = async (who: Who = priya): Promise<string> => {
  const answer = await ask(who)
  if (typeof answer === 'string') throw new Error(answer)
  return answer.requestId
}
const approve = (who: Who, id: string, at = db) =>
  attempt(at, async (tx) =>
    approveRequest({ actor: who.actor, tx, requestId: newId() }, await found(tx, id), 'Go on'),
  )
const refuse = (who: Who, id: string, at = db) =>
  attempt(at, async (tx) =>
    refuseRequest({ actor: who.actor, tx, requestId: newId() }, await found(tx, id), 'Not today'),
  )
const withdraw = (who: Who, id: string, at = db) =>
  attempt(at, async (tx) =>
    withdrawRequest({ actor: who.actor, tx, requestId: newId() }, await found(tx, id)),
  )
const start = (who: Who) =>
  attempt(db, async (tx) =>
    startArchive({ actor: who.actor, tx, requestId: newId() }, await sessionIn(tx), null),
  )
const starts = () => db.action.findMany({ where: { sessionId, kind: 'startArchive' } })
const stateOf = async (id: string) => (await db.archiveRequest.findUniqueOrThrow({ where: { id } })).state

describe('four eyes', () => {
  test('who must ask starts nothing, and is told to ask', async () => {
    expect(await start(priya)).toBe('must-ask')
    expect(await starts()).toEqual([])
  })

  test('a request that is agreed to starts the recording in the name of who asked, and names who agreed', async () => {
    const id = await asked()
    expect(await approve(lena, id)).toMatchObject({ started: expect.any(String) })
    expect(await starts()).toMatchObject([
      { actorId: priya.account.id, approvedById: lena.account.id, reason: 'Agreed with the class' },
    ])
    expect(await stateOf(id)).toBe('used')
    const entry = await db.auditEntry.findFirstOrThrow({ where: { sessionId, action: 'archive.start' } })
    expect(entry).toMatchObject({ actorId: priya.account.id, details: { approvedBy: lena.account.id } })
  })

  test('nobody agrees to their own request, also not through a second role that may', async () => {
    const id = await asked()
    await setPolicy({ approves: [...(await roleKeys(priya)), ...(await roleKeys(lena))] })
    const admin = await db.role.create({
      data: { key: newId(), name: 'Second', permissions: ['archive.approve'] },
    })
    await db.roleHolding.create({ data: { accountId: priya.account.id, roleId: admin.id, projectId: null } })
    await setPolicy({ approves: [admin.key, ...(await roleKeys(priya))] })
    expect(await approve(priya, id)).toBe('own-request')
    expect(await refuse(priya, id)).toBe('own-request')
    expect(await starts()).toEqual([])
  })

  test('nor does the database keep an answer by who asked', async () => {
    const id = await asked()
    const data = { answeredById: priya.account.id }
    await expect(db.archiveRequest.update({ where: { id }, data })).rejects.toThrow(/another_answers/)
  })

  test('whoever answers is asked for at the moment of answering', async () => {
    const id = await asked()
    await db.roleHolding.deleteMany({ where: { accountId: lena.account.id } })
    expect(await approve(lena, id)).toBe('not-an-answerer')
    await setPolicy({ approves: await roleKeys(lena) })
    expect(await approve(tom, id)).toBe('not-an-answerer')
    expect(await stateOf(id)).toBe('waiting')
  })

  test('and so is whoever asked: what they may not any more, nobody agrees to', async () => {
    const id = await asked()
    await db.account.update({ where: { id: priya.account.id }, data: { disabledAt: new Date() } })
    expect(await approve(lena, id)).toBe('not-by-policy')
    expect(await stateOf(id)).toBe('waiting')
    expect(await starts()).toEqual([])
  })

  test('what is refused, withdrawn or has run out is over', async () => {
    for (const end of [refuse.bind(null, lena), withdraw.bind(null, priya)]) {
      const id = await asked()
      await end(id)
      expect(await approve(lena, id)).toBe('not-waiting')
    }
    const id = await asked()
    await db.archiveRequest.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1_000) } })
    expect(await approve(lena, id)).toBe('not-waiting')
    expect(await starts()).toEqual([])
  })

  test('only whoever asked withdraws', async () => {
    expect(await withdraw(lena, await asked())).toBe('not-yours')
  })

  test('a session has one request that waits, and none where nobody need ask', async () => {
    const rounds = await Promise.all(Array.from({ length: 10 }, () => ask(priya)))
    expect(rounds.filter((answer) => typeof answer !== 'string')).toHaveLength(1)
    await setPolicy({ atOnce: await roleKeys(priya) })
    expect(await ask(priya)).toBe('may-start')
  })

  test('a reason is asked for where the policy says so', async () => {
    await setPolicy({ needsReason: true })
    expect(await ask(priya, null)).toBe('needs-reason')
  })
})

describe('by letter', () => {
  const lettersTo = async ({ account }: Who) =>
    (await db.mail.findMany({ where: { to: account.email } })).map(
      ({ subject, text }) => `${subject}\n${text}`,
    )
  const proofIn = (letter: string | undefined) => letter?.match(/answer\/[0-9a-f-]+\/([\w-]+)/)?.[1] ?? 'none'
  const answerBy = (who: Who, id: string, letter: string) =>
    attempt(db, async (tx) =>
      approveRequest({ actor: who.actor, tx, requestId: newId(), letter }, await found(tx, id), null),
    )

  test('those who may answer are written to, and nobody else; the letter tells nothing of anybody', async () => {
    const anna = await aSignedIn(db, ['archive.approve'], [projectId])
    const away = await aSignedIn(db, ['archive.approve'], [projectId])
    const quiet = await aSignedIn(db, ['archive.approve'], [projectId])
    const elsewhere = await aSignedIn(db, ['archive.approve'], [(await aProject(db)).id])
    const approvers = [priya, lena, away, quiet, elsewhere]
    await setPolicy({ approves: (await Promise.all(approvers.map(roleKeys))).flat() })
    await db.account.update({ where: { id: away.account.id }, data: { disabledAt: new Date() } })
    await db.account.update({ where: { id: quiet.account.id }, data: { alertMail: 'none' } })
    const id = await asked()
    for (const who of [priya, anna, away, quiet, elsewhere, tom]) expect(await lettersTo(who)).toEqual([])
    const [letter] = await lettersTo(lena)
    expect(letter).toContain(`/requests?open=${id}`)
    for (const word of ['Rehearsal', 'Agreed with the class', priya.account.name, priya.account.email])
      expect(letter).not.toContain(word)
  })

  test('its link answers once, and only for who got it', async () => {
    const id = await asked()
    const letter = proofIn((await lettersTo(lena))[0])
    const other = proofIn((await lettersTo(tom))[0])
    expect(await requestOfLetter(lena.actor, { requestId: id, letter }, db)).toMatchObject({
      mayAnswer: true,
    })
    expect(await requestOfLetter(tom.actor, { requestId: id, letter }, db)).toBeNull()
    expect(await answerBy(tom, id, letter)).toBe('not-your-letter')
    expect(await answerBy(lena, id, other)).toBe('not-your-letter')
    expect(await answerBy(lena, id, `${letter}x`)).toBe('not-your-letter')
    expect(await stateOf(id)).toBe('waiting')
    expect(await answerBy(lena, id, letter)).toMatchObject({ started: expect.any(String) })
    expect(await answerBy(lena, id, letter)).toBe('not-waiting')
    expect(await starts()).toHaveLength(1)
  })

  test('its link is good for no other request, and for none that has run out', async () => {
    const first = await asked()
    const letter = proofIn((await lettersTo(lena))[0])
    await withdraw(priya, first)
    const second = await asked()
    expect(await answerBy(lena, second, letter)).toBe('not-your-letter')
    expect(await answerBy(lena, first, letter)).toBe('not-waiting')
  })

  test('who may not answer any more has a letter that opens nothing', async () => {
    const id = await asked()
    const letter = proofIn((await lettersTo(lena))[0])
    await db.roleHolding.deleteMany({ where: { accountId: lena.account.id } })
    expect(await answerBy(lena, id, letter)).toBe('not-an-answerer')
    const without = { ...lena.actor, permissions: new Map() }
    expect(await requestOfLetter(without, { requestId: id, letter }, db)).toBeNull()
  })
})

describe('at the same moment', () => {
  test('of a hundred who agree on two servers one starts the recording', async () => {
    const id = await asked()
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => approve(n % 3 ? lena : tom, id, n % 2 ? db : other)),
    )
    expect(answers.filter((answer) => typeof answer !== 'string')).toHaveLength(1)
    expect(new Set(answers.filter((answer) => typeof answer === 'string'))).toEqual(new Set(['not-waiting']))
    expect(await starts()).toHaveLength(1)
  }, 60_000)

  test('when agreeing and withdrawing cross, one of them holds', async () => {
    for (let round = 0; round < 10; round++) {
      sessionId = await aLiveSession()
      const id = await asked()
      await Promise.all([approve(lena, id, db), withdraw(priya, id, other)])
      const state = await stateOf(id)
      expect([state, (await starts()).length]).toEqual(state === 'used' ? ['used', 1] : ['withdrawn', 0])
    }
  }, 60_000)

  test('when agreeing and running out cross, nothing starts after the end', async () => {
    for (let round = 0; round < 10; round++) {
      sessionId = await aLiveSession()
      const id = await asked()
      await db.archiveRequest.update({ where: { id }, data: { expiresAt: new Date() } })
      await Promise.all([approve(lena, id), expireRequests(other), expireRequests(db)])
      await expireRequests(db)
      expect([await stateOf(id), (await starts()).length]).toEqual(['expired', 0])
    }
  }, 60_000)
})

describe('an approval', () => {
  test('whose start failed is good until it runs out, and then it is none', async () => {
    const id = await asked()
    await approve(lena, id)
    const [first] = await starts()
    await settleWhole(db, first?.id ?? '', { state: 'failed', failure: 'platform-busy' })
    expect(await stateOf(id)).toBe('approved')
    await db.archiveRequest.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await start(priya)).toBe('must-ask')
    await db.archiveRequest.update({ where: { id }, data: { expiresAt: new Date(Date.now() + 60_000) } })
    expect(await start(priya)).toMatchObject({ actionId: expect.any(String) })
    expect(await stateOf(id)).toBe('used')
  })

  test('that started a recording starts no second one', async () => {
    await approve(lena, await asked())
    const [first] = await starts()
    await settleWhole(db, first?.id ?? '', { state: 'confirmed', by: 'callback' })
    expect(await start(priya)).toBe('must-ask')
  })
})

describe('what the pages say', () => {
  test('the number counts what waits for this person, and the page shows the verdict', async () => {
    const id = await asked()
    expect(await countWaiting(lena.actor, db)).toMatchObject({ count: 1 })
    expect(await countWaiting(tom.actor, db)).toMatchObject({ count: 1 })
    expect(await countWaiting(priya.actor, db)).toMatchObject({ count: 0 })
    expect(await recordingRight(priya.actor, sessionId, db)).toMatchObject({
      verdict: 'ask',
      request: { id, mine: true, mayAnswer: false },
    })
    const elsewhere = await aSignedIn(db, ['archive.approve'], [(await aProject(db)).id])
    expect((await listRequests(elsewhere.actor, 'waiting', db)).requests).toEqual([])
    expect(await recordingRight(elsewhere.actor, sessionId, db)).toBeNull()
  })

  test('what ran out is on the record, once', async () => {
    const id = await asked()
    await db.archiveRequest.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } })
    await Promise.all([expireRequests(db), expireRequests(other), expireRequests(db)])
    await expireRequests(db)
    expect(await stateOf(id)).toBe('expired')
    expect(await db.auditEntry.count({ where: { subject: `request:${id}` } })).toBe(1)
  })

  test('a policy that this version cannot read lets nobody record', async () => {
    await db.project.update({ where: { id: projectId }, data: { archivePolicy: { version: 9 } } })
    expect(await start(lena)).toBe('not-by-policy')
  })
})

test('a recording that ran as long as it may is asked to stop, by one server', async () => {
  await setPolicy({ atOnce: await roleKeys(priya), longestMinutes: 5 })
  const begun = await start(priya)
  if (typeof begun === 'string') throw new Error(begun)
  const archive = await db.archive.create({
    data: { projectId, sessionId, platformId: newId(), state: 'recording', startedAt: new Date() },
  })
  await db.actionTarget.updateMany({
    where: { actionId: begun.actionId },
    data: { archiveId: archive.id },
  })
  const sent: string[] = []
  const stop = (at: Database) => stopOverlong(at, async ({ actionId }) => void sent.push(actionId))
  await stop(db)
  expect(sent).toEqual([])
  const startedAt = new Date(Date.now() - 5 * 60_000)
  await db.archive.update({ where: { id: archive.id }, data: { startedAt } })
  await Promise.all([stop(db), stop(other), stop(db)])
  expect(sent).toHaveLength(1)
  expect(await db.action.findMany({ where: { sessionId, kind: 'stopArchive' } })).toMatchObject([
    { id: sent[0], reason: 'Stopped by Gavel: 5 min are the longest here' },
  ])
})
