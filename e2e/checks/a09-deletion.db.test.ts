import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { approveDeletion, refuseDeletion, withdrawDeletion } from '#lib/retention/answer-deletion.ts'
import { askDeletion } from '#lib/retention/ask-deletion.ts'
import { expireDeletions } from '#lib/retention/expire-deletions.ts'
import { findDeletion, findHold, findKept } from '#lib/retention/find-kept.ts'
import { liftHold, placeHold } from '#lib/retention/hold.ts'
import { type Database, openDatabase, type Tx } from '#lib/system/database.ts'
import type { Result } from '#lib/system/result.ts'
import { aKeptRecording, type KeptRecording } from '../kit/a-kept-recording.ts'
import { aSignedIn } from '../kit/rows.ts'
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts'

/**
 * A9 for deletions: nobody agrees to what they asked for, what was agreed to happens once, and a hold stands above whoever asks
 * or agrees, at whatever moment it is placed. The database refuses all of it too.
 */
type Who = Awaited<ReturnType<typeof aSignedIn>>

let server: TestDatabase
/** Two servers: each with connections of its own. */
let db: Database
let other: Database
let recording: KeptRecording
let priya: Who
let lena: Who

beforeAll(async () => {
  server = await createTestDatabase()
  db = openDatabase(server.url)
  other = openDatabase(server.url)
  priya = await aSignedIn(db, ['archive.delete', 'archive.consent', 'archive.hold'], 'everywhere')
  lena = await aSignedIn(db, ['archive.delete', 'archive.consent', 'archive.hold'], 'everywhere')
}, 60_000)

afterAll(async () => {
  await Promise.all([db.$disconnect(), other.$disconnect()])
  await server.drop()
})

beforeEach(async () => {
  recording = await aKeptRecording(db)
})

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

function there<Row>(row: Row | null): Row {
  if (row === null) throw new Error('There is no such thing')
  return row
}

const ask = (who: Who, at = db) =>
  attempt(at, async (tx) =>
    askDeletion(tx, who.actor, there(await findKept(tx, recording.archiveId)), 'Consent was withdrawn'),
  )
const asked = async (): Promise<string> => {
  const answer = await ask(priya)
  if (typeof answer === 'string') throw new Error(answer)
  return answer.deletionId
}
const answering =
  (answer: typeof approveDeletion | typeof refuseDeletion) =>
  (who: Who, id: string, at = db) =>
    attempt<unknown>(at, async (tx) =>
      answer({ actor: who.actor, tx }, there(await findDeletion(tx, id)), null),
    )
const approve = answering(approveDeletion)
const refuse = answering(refuseDeletion)
const withdraw = (who: Who, id: string, at = db) =>
  attempt(at, async (tx) => withdrawDeletion({ actor: who.actor, tx }, there(await findDeletion(tx, id))))
const hold = (who: Who, at = db) =>
  attempt(at, async (tx) =>
    placeHold(tx, who.actor, there(await findKept(tx, recording.archiveId)), 'Complaint 2026-118'),
  )
const lift = (who: Who, id: string) =>
  attempt(db, async (tx) => liftHold(tx, who.actor, there(await findHold(tx, id)), 'Withdrawn in writing'))
const held = async (): Promise<string> => {
  const answer = await hold(lena)
  if (typeof answer === 'string') throw new Error(answer)
  return answer.holdId
}
const stateOf = async (id: string) => (await db.deletion.findUniqueOrThrow({ where: { id } })).state

describe('four eyes', () => {
  test('what one asked and another agreed to is to be deleted, and on the record before it is', async () => {
    const id = await asked()
    expect(await approve(lena, id)).toBeNull()
    expect(await db.deletion.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'deleting',
      askedById: priya.account.id,
      answeredById: lena.account.id,
      nextAt: expect.any(Date),
    })
    const entry = await db.auditEntry.findFirstOrThrow({ where: { action: 'archive.delete', requestId: id } })
    expect(entry).toMatchObject({
      phase: 'ask',
      actorId: priya.account.id,
      details: { approvedBy: lena.account.id },
    })
  })

  test('nobody answers their own request, nor does the database keep such an answer', async () => {
    const id = await asked()
    expect(await approve(priya, id)).toBe('own-request')
    expect(await refuse(priya, id)).toBe('own-request')
    await expect(
      db.deletion.update({ where: { id }, data: { answeredById: priya.account.id } }),
    ).rejects.toThrow(/another_answers/)
    expect(await stateOf(id)).toBe('waiting')
  })

  test('what is refused, withdrawn or has run out is over, and can be asked anew', async () => {
    for (const end of [refuse.bind(null, lena), withdraw.bind(null, priya)]) {
      const id = await asked()
      await end(id)
      expect(await approve(lena, id)).toBe('not-waiting')
    }
    const id = await asked()
    await db.deletion.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1_000) } })
    expect(await approve(lena, id)).toBe('not-waiting')
    expect(await expireDeletions(db)).toBe(1)
    expect(await stateOf(id)).toBe('expired')
    expect(await withdraw(lena, await asked())).toBe('not-yours')
  })

  test('what runs still is not asked for, and what was asked is not asked twice', async () => {
    await db.archive.update({ where: { id: recording.archiveId }, data: { state: 'recording' } })
    expect(await ask(priya)).toBe('still-recording')
    await db.archive.update({ where: { id: recording.archiveId }, data: { state: 'available' } })
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => ask(priya, n % 2 ? db : other)))
    expect(answers.filter((answer) => typeof answer !== 'string')).toHaveLength(1)
    expect(new Set(answers.filter((answer) => typeof answer === 'string'))).toEqual(
      new Set(['asked-already']),
    )
  })

  test('of many who agree, refuse and withdraw at the same moment one has the say', async () => {
    for (let round = 0; round < 5; round++) {
      recording = await aKeptRecording(db)
      const id = await asked()
      const answers = await Promise.all([
        ...Array.from({ length: 8 }, (_, n) => approve(lena, id, n % 2 ? db : other)),
        refuse(lena, id, other),
        withdraw(priya, id, db),
      ])
      expect(answers.filter((answer) => answer === null)).toHaveLength(1)
      const entries = await db.auditEntry.count({ where: { action: 'archive.delete', requestId: id } })
      expect(entries).toBe((await stateOf(id)) === 'deleting' ? 1 : 0)
    }
  }, 60_000)
})

describe('a hold', () => {
  test('beats whoever asks and whoever agrees, until the last is lifted', async () => {
    const id = await asked()
    const [first, second] = [await held(), await held()]
    expect(await approve(lena, id)).toBe('held')
    expect(await lift(lena, first)).toBeNull()
    expect(await lift(lena, first)).toBe('lifted-already')
    expect(await approve(lena, id)).toBe('held')
    await withdraw(priya, id)
    expect(await ask(priya)).toBe('held')
    await lift(priya, second)
    expect(await approve(lena, await asked())).toBeNull()
    expect(await db.hold.findUniqueOrThrow({ where: { id: second } })).toMatchObject({
      reason: 'Complaint 2026-118',
      liftReason: 'Withdrawn in writing',
      liftedById: priya.account.id,
    })
  })

  test('comes too late for what is being deleted', async () => {
    const id = await asked()
    await approve(lena, id)
    expect(await hold(lena)).toBe('being-deleted')
    await db.deletion.update({ where: { id }, data: { state: 'done' } })
    expect(await hold(lena)).toBe('deleted')
  })

  test('stands in the database too, whatever way around the rules is taken', async () => {
    const id = await asked()
    await held()
    const { archiveId, projectId } = recording
    await expect(db.deletion.update({ where: { id }, data: { state: 'deleting' } })).rejects.toThrow(
      /on hold/,
    )
    await expect(
      db.storedFile.updateMany({ where: { archiveId }, data: { state: 'deleted' } }),
    ).rejects.toThrow(/on hold/)
    await db.hold.updateMany({ where: { archiveId }, data: { liftedAt: new Date() } })
    await db.deletion.update({ where: { id }, data: { state: 'deleting' } })
    const data = { archiveId, projectId, placedById: lena.account.id, reason: 'Late' }
    await expect(db.hold.create({ data })).rejects.toThrow(/not put on hold/)
    await expect(db.hold.updateMany({ where: { archiveId }, data: { liftedAt: null } })).rejects.toThrow(
      /not put on hold/,
    )
  })

  test('that crosses an agreement: one of the two holds, never both', async () => {
    for (let round = 0; round < 10; round++) {
      recording = await aKeptRecording(db)
      const id = await asked()
      const [agreed, placed] = await Promise.all([approve(lena, id, db), hold(priya, other)])
      const standing = await db.hold.count({ where: { archiveId: recording.archiveId, liftedAt: null } })
      expect([agreed === null, typeof placed !== 'string', standing]).toEqual(
        agreed === null ? [true, false, 0] : [false, true, 1],
      )
    }
  }, 60_000)
})
