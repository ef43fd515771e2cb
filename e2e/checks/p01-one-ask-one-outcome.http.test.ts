import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#lib/system/ids.ts'
import { aRoom } from '../kit/a-room.ts'
import { callAction, type DeployedAction, deployedActions, replyOf } from '../kit/action-index.ts'
import { eventually } from '../kit/eventually.ts'
import { type Site, startSite } from '../kit/site.ts'
import PUBLIC from './public-actions.json' with { type: 'json' }

/** P1: whatever an action comes to, the record has one ask and one outcome of it; of a refusal one entry, or none. */
type Room = Awaited<ReturnType<typeof aRoom>>

/** What each action is sent. One that is deployed and not named here fails the check. */
const INPUTS: Record<string, (room: Room) => unknown> = {
  acknowledgeWarning: ({ warningId, receipt }) => ({ actionId: warningId, receipt }),
  answerUnpublish: ({ unpublishId }) => ({ actionId: unpublishId, answer: 'not-permitted' }),
  completeSetup: () => ({ code: 'x', name: 'x', email: 'x@northlight.example', password: 'x' }),
  createInvite: ({ sessionId }) => ({ sessionId }),
  disconnect: ({ connectionId }) => ({ connectionId, reason: 'Shouting' }),
  enterRoom: ({ invite }) => ({ invite, name: 'Mia' }),
  liftMute: ({ sessionId }) => ({ sessionId }),
  mute: ({ streamId }) => ({ streamId }),
  muteAll: ({ sessionId }) => ({ sessionId }),
  observeRoomMute: ({ sessionId }) => ({ sessionId, active: true }),
  observeSound: ({ streamId }) => ({ streamId, hasAudio: false }),
  startArchive: ({ sessionId }) => ({ sessionId }),
  stopArchive: ({ archiveId }) => ({ archiveId }),
  unpublish: ({ streamId }) => ({ streamId, reason: 'Shouting' }),
  warn: ({ connectionId }) => ({ connectionId, text: 'Please be quiet.' }),
  watchSession: ({ sessionId }) => ({ sessionId }),
}
/** Over for good once there is an admin: what is not there leaves no trace. */
const GONE = ['completeSetup']

let site: Site
let actions: DeployedAction[]
let admin: Awaited<ReturnType<Site['signedIn']>>

beforeAll(async () => {
  site = await startSite()
  actions = deployedActions(site.buildDir)
  admin = await site.signedIn('admin')
}, 600_000)

afterAll(() => site?.end())

async function phasesOf(requestId: string | undefined): Promise<string[]> {
  const where = { requestId: requestId ?? 'none' }
  const entries = await site.db.auditEntry.findMany({ where, orderBy: { seq: 'asc' } })
  return entries.map(({ phase }) => phase)
}

const inputFor = (name: string, room: Room) => {
  const input = INPUTS[name]
  if (!input) throw new Error(`Say in this file what ${name} is sent`)
  return input(room)
}

test('every action that somebody may do leaves one ask and one outcome, however it ends', async () => {
  for (const { id, name } of actions.filter((action) => !GONE.includes(action.name))) {
    const room = await aRoom(site.db, { actorId: admin.accountId, secret: site.secret })
    const reply = replyOf(await callAction(admin.visitor, id, inputFor(name, room)))
    expect([name, reply?.code]).not.toEqual([name, 'bad-input'])
    await eventually(
      async () => {
        const phases = await phasesOf(reply?.requestId)
        return (
          phases.join() === 'ask,outcome' ||
          `${name} left ${phases.join() || 'nothing'}: ${JSON.stringify(reply)}`
        )
      },
      { timeoutMs: 40_000 },
    )
  }
}, 240_000)

describe('somebody who may not', () => {
  test('leaves one denial for each, and changes nothing', async () => {
    const { visitor } = await site.signedIn('reviewer')
    for (const { id, name } of actions.filter((action) => !Object.hasOwn(PUBLIC, action.name))) {
      const room = await aRoom(site.db, { actorId: admin.accountId, secret: site.secret })
      const before = await site.db.action.count()
      const reply = replyOf(await callAction(visitor, id, inputFor(name, room)))
      expect([name, reply?.code]).toEqual([name, 'not-found'])
      expect([name, await phasesOf(reply?.requestId)]).toEqual([name, ['denied']])
      expect(await site.db.action.count()).toBe(before)
    }
  })

  test('is answered, byte for byte, as for what is not there', async () => {
    const { visitor } = await site.signedIn('reviewer')
    for (const { id, name } of actions.filter((action) => !Object.hasOwn(PUBLIC, action.name))) {
      const room = await aRoom(site.db, { actorId: admin.accountId, secret: site.secret })
      const absent = Object.fromEntries(Object.keys(room).map((key) => [key, newId()])) as Room
      const answers = [
        await callAction(visitor, id, inputFor(name, room)),
        await callAction(admin.visitor, id, inputFor(name, absent)),
      ]
      const [refused, missing] = answers.map((answer) => [
        answer.status,
        { ...replyOf(answer), requestId: '' },
      ])
      expect([name, refused]).toEqual([name, missing])
    }
  })
})
