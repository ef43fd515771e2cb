import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expireDeletions } from '#lib/retention/expire-deletions.ts'
import { countDeletions, lettingGo, listDeletions } from '#lib/retention/queries.ts'
import { type Database, openDatabase } from '#lib/system/database.ts'
import { lettingGoAt } from '../kit/letting-go.ts'
import { aRecording } from '../kit/recordings.ts'
import { aProject, aSignedIn } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/** A9 for deletions: what one asks another answers, once, in time, and never over a hold. */
type Who = Awaited<ReturnType<typeof aSignedIn>>

let database: TestDatabase
let db: Database
/** Another server. */
let other: Database
let projectId: string
let archiveId: string
let amara: Who
let lena: Who

beforeAll(async () => {
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
  const all = ['archive.view', 'archive.hold', 'archive.delete', 'archive.consent'] as const
  amara = await aSignedIn(db, [...all], [projectId])
  lena = await aSignedIn(db, [...all], [projectId])
  archiveId = (await aRecording(db, projectId)).id
})

const does = () => lettingGoAt(db)
const stateOf = async (id: string) => (await db.deletion.findUniqueOrThrow({ where: { id } })).state
async function asked(who = amara): Promise<string> {
  const answer = await does().ask(who, archiveId)
  if (typeof answer === 'string') throw new Error(answer)
  return answer.deletionId
}
async function held(who = amara): Promise<string> {
  const answer = await does().hold(who, archiveId)
  if (typeof answer === 'string') throw new Error(answer)
  return answer.holdId
}

describe('two people', () => {
  test('one asks, another agrees, and then it is to be deleted', async () => {
    const id = await asked()
    expect(await does().approve(lena, id)).toBeNull()
    expect(await stateOf(id)).toBe('deleting')
  })

  test('nobody answers what they asked, and the database keeps no such answer', async () => {
    const id = await asked()
    expect(await does().approve(amara, id)).toBe('own-request')
    expect(await does().refuse(amara, id)).toBe('own-request')
    const data = { answeredById: amara.account.id }
    await expect(db.deletion.update({ where: { id }, data })).rejects.toThrow(/another_answers/)
    await expect(db.deletion.update({ where: { id }, data: { state: 'deleting' } })).rejects.toThrow(
      /by_rule_or_two/,
    )
    expect(await stateOf(id)).toBe('waiting')
  })

  test('who may answer is asked for at the moment of answering, and so is who asked', async () => {
    const id = await asked()
    await db.roleHolding.deleteMany({ where: { accountId: lena.account.id } })
    expect(await does().approve(lena, id)).toBe('may-not-answer')
    const tom = await aSignedIn(db, ['archive.consent'], [projectId])
    await db.account.update({ where: { id: amara.account.id }, data: { disabledAt: new Date() } })
    expect(await does().approve(tom, id)).toBe('asker-may-not')
    expect(await stateOf(id)).toBe('waiting')
  })

  test('what is refused, withdrawn or has run out is over, and can be asked for anew', async () => {
    for (const end of [does().refuse.bind(null, lena), does().withdraw.bind(null, amara)]) {
      const id = await asked()
      await end(id)
      expect(await does().approve(lena, id)).toBe('not-waiting')
    }
    const id = await asked()
    await db.deletion.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1_000) } })
    expect(await does().approve(lena, id)).toBe('not-waiting')
    expect(await asked()).not.toBe(id)
    expect(await stateOf(id)).toBe('expired')
  })

  test('only whoever asked withdraws, and one request waits at a time', async () => {
    const id = await asked()
    expect(await does().withdraw(lena, id)).toBe('not-yours')
    expect(await does().ask(lena, archiveId)).toBe('asked-already')
  })

  test('a recording that is not over is not asked about', async () => {
    archiveId = (await aRecording(db, projectId, { state: 'recording' })).id
    expect(await does().ask(amara, archiveId)).toBe('still-recording')
  })
})

describe('a hold', () => {
  test('beats asking and answering, until the last of several is lifted', async () => {
    const id = await asked()
    const [first, second] = [await held(), await held(lena)]
    expect(await does().approve(lena, id)).toBe('on-hold')
    expect(await does().lift(lena, first)).toEqual({ stillHeld: 1 })
    expect(await does().approve(lena, id)).toBe('on-hold')
    expect(await does().lift(lena, first)).toBe('lifted-already')
    await does().withdraw(amara, id)
    expect(await does().ask(amara, archiveId)).toBe('on-hold')
    await does().lift(amara, second)
    expect(await does().approve(lena, await asked())).toBeNull()
  })

  test('is refused in words on what is being deleted', async () => {
    const id = await asked()
    await does().approve(lena, id)
    expect(await does().hold(amara, archiveId)).toBe('being-deleted')
  })

  test('beats whoever goes around the rules: the database refuses', async () => {
    const id = await asked()
    await held()
    const agreed = { state: 'deleting' as const, answeredById: lena.account.id }
    await expect(db.deletion.update({ where: { id }, data: agreed })).rejects.toThrow(/legal hold/)
    await expect(
      db.storedFile.updateMany({ where: { archiveId }, data: { state: 'deleted' } }),
    ).rejects.toThrow(/legal hold/)
    const rule = await db.retentionRule.create({
      data: { name: 'Short', keepDays: 1, createdById: lena.account.id },
    })
    const byRule = { archiveId, projectId, ruleId: rule.id, reason: 'by rule', state: 'deleting' as const }
    await db.deletion.update({ where: { id }, data: { state: 'withdrawn' } })
    await expect(db.deletion.create({ data: byRule })).rejects.toThrow(/legal hold/)
    await db.retentionRule.update({ where: { id: rule.id }, data: { removedAt: new Date() } })
  })

  test('nor does the database hold what is being deleted, or bring a hold back', async () => {
    const holdId = await held()
    await does().lift(lena, holdId)
    await does().approve(lena, await asked())
    const hold = { archiveId, projectId, placedById: lena.account.id, reason: 'late' }
    await expect(db.hold.create({ data: hold })).rejects.toThrow(/being deleted/)
    await expect(db.hold.update({ where: { id: holdId }, data: { liftedAt: null } })).rejects.toThrow(
      /being deleted/,
    )
  })
})

describe('at the same moment', () => {
  test('of fifty who agree on two servers one is heard', async () => {
    const id = await asked()
    const tom = await aSignedIn(db, ['archive.consent'], [projectId])
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => lettingGoAt(n % 2 ? db : other).approve(n % 3 ? lena : tom, id)),
    )
    expect(answers.filter((answer) => answer === null)).toHaveLength(1)
    expect(new Set(answers)).toEqual(new Set([null, 'not-waiting']))
  }, 60_000)

  test('when a hold and an approval cross, one of them holds and never both', async () => {
    for (let round = 0; round < 10; round++) {
      archiveId = (await aRecording(db, projectId)).id
      const id = await asked()
      await Promise.all([does().approve(lena, id), lettingGoAt(other).hold(amara, archiveId)])
      const holds = await db.hold.count({ where: { archiveId, liftedAt: null } })
      expect([await stateOf(id), holds]).toEqual(holds ? ['waiting', 1] : ['deleting', 0])
    }
  }, 60_000)

  test('when agreeing and running out cross, nothing goes after the end', async () => {
    const id = await asked()
    await db.deletion.update({ where: { id }, data: { expiresAt: new Date() } })
    await Promise.all([does().approve(lena, id), expireDeletions(other), expireDeletions(db)])
    await expireDeletions(db)
    expect(await stateOf(id)).toBe('expired')
    expect(
      await db.auditEntry.count({ where: { action: 'deletion.expire', subject: `archive:${archiveId}` } }),
    ).toBe(1)
  })
})

describe('what the pages say', () => {
  test('each sees what is theirs, with who may answer', async () => {
    const id = await asked()
    expect(await listDeletions(lena.actor, 'waiting', db)).toMatchObject([
      { id, mayAnswer: true, mine: false },
    ])
    expect(await listDeletions(amara.actor, 'mine', db)).toMatchObject([{ id, mayAnswer: false, mine: true }])
    expect(await countDeletions(lena.actor, db)).toMatchObject({ count: 1 })
    expect(await countDeletions(amara.actor, db)).toMatchObject({ count: 0 })
    const elsewhere = await aSignedIn(db, ['archive.view', 'archive.consent'], [(await aProject(db)).id])
    expect(await listDeletions(elsewhere.actor, 'waiting', db)).toEqual([])
    expect(await lettingGo(elsewhere.actor, archiveId, db)).toBeNull()
    await does().refuse(lena, id)
    expect(await listDeletions(amara.actor, 'decided', db)).toMatchObject([
      { id, state: 'refused', words: 'No' },
    ])
  })
})
