import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#lib/system/ids.ts'
import { aRoom } from '../kit/a-room.ts'
import { callAtHome, type DeployedAction, deployedActions, replyOf } from '../kit/action-index.ts'
import { eventually } from '../kit/eventually.ts'
import { aSignedInVisitor } from '../kit/holders.ts'
import { readPermissionMatrix } from '../kit/permission-matrix.ts'
import { aProject } from '../kit/rows.ts'
import { type Site, startSite } from '../kit/site.ts'
import { ACTION_INPUTS } from './fixtures/action-inputs.ts'
import PUBLIC from './public-actions.json' with { type: 'json' }

/** P1: whatever an action comes to, the record has one ask and one outcome of it; of a refusal one entry, or none. */
type Room = Awaited<ReturnType<typeof aRoom>>
type Asked = { name: string; reply: ReturnType<typeof replyOf> }

/** What actions about sessions are sent; others are in fixtures/action-inputs.ts. */
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
const MATRIX = readPermissionMatrix()
/** Over for good once there is an admin: what is not there leaves no trace. */
const GONE = ['completeSetup']
/** Questions that change nothing: they leave nothing either. */
const QUESTIONS = ['previewRetention', 'tellParts', 'renewMedia', 'downloadMedia']

let site: Site
let actions: DeployedAction[]
let projectId: string
let roleId: string
let admin: Awaited<ReturnType<Site['signedIn']>>
/** What the platform does not confirm is given up after a while: all that is asked first, and looked at last. */
let asked: Asked[]

beforeAll(async () => {
  site = await startSite()
  actions = deployedActions(site.buildDir).filter(({ name }) => !isEntry(name))
  projectId = (await aProject(site.db)).id
  await site.db.project.update({ where: { id: projectId }, data: { apiUrl: 'https://127.0.0.1:8443' } })
  roleId = (
    await site.db.role.create({ data: { key: newId(), name: 'Looker', permissions: ['session.view'] } })
  ).id
  admin = await site.signedIn('admin')
  asked = await askEverything()
}, 600_000)

afterAll(() => site?.end())

async function phasesOf(requestId: string | undefined): Promise<string[]> {
  const where = { requestId: requestId ?? 'none' }
  const entries = await site.db.auditEntry.findMany({ where, orderBy: { seq: 'asc' } })
  return entries.map(({ phase }) => phase)
}

/** Of people's own things only they are told; what those doors record is checked beside them (U16). */
const isOneself = (name: string) =>
  MATRIX.actions.some(({ action, where }) => action === name && where === 'oneself')
/** Half-made sign-ins and links: each has a check of its own (U9, U10, U11, U14). */
const isEntry = (name: string) => Object.hasOwn(PUBLIC, name) && !INPUTS[name]

async function inputFor(name: string, room: Room): Promise<unknown> {
  const own = INPUTS[name]
  if (own) return own(room)
  const make = ACTION_INPUTS[name]
  if (!make) throw new Error(`Say in fixtures/action-inputs.ts what ${name} is sent`)
  return make({ projectId, roleId, db: site.db })
}

/** As somebody who may, everything once. */
async function askEverything(): Promise<Asked[]> {
  const done: Asked[] = []
  for (const action of actions.filter(
    ({ name }) => ![...GONE, ...QUESTIONS].includes(name) && !isOneself(name),
  )) {
    const { name } = action
    const room = await aRoom(site.db, { actorId: admin.accountId, secret: site.secret })
    const reply = replyOf(await callAtHome(admin.visitor, action, await inputFor(name, room)))
    expect([name, reply?.code]).not.toEqual([name, 'bad-input'])
    done.push({ name, reply })
    await site.db.device.updateMany({ data: { seeAsRoleId: null } })
  }
  return done
}

describe('somebody who may not', () => {
  test('leaves one denial for each, and changes nothing', async () => {
    const { visitor } = await aSignedInVisitor(site, 'nobody')
    for (const action of actions.filter(({ name }) => !Object.hasOwn(PUBLIC, name) && !isOneself(name))) {
      const { name } = action
      const room = await aRoom(site.db, { actorId: admin.accountId, secret: site.secret })
      const before = await site.db.action.count()
      const reply = replyOf(await callAtHome(visitor, action, await inputFor(name, room)))
      expect([name, reply?.code]).toEqual([name, 'not-found'])
      expect([name, await phasesOf(reply?.requestId)]).toEqual([name, ['denied']])
      expect(await site.db.action.count()).toBe(before)
    }
  })
})

const leftOneOfEach = ({ name, reply }: Asked) =>
  eventually(
    async () => {
      const phases = await phasesOf(reply?.requestId)
      return (
        phases.join() === 'ask,outcome' ||
        `${name} left ${phases.join() || 'nothing'}: ${JSON.stringify(reply)}`
      )
    },
    { timeoutMs: 40_000 },
  )

test('every action that somebody may do leaves one ask and one outcome, however it ends', async () => {
  await Promise.all(asked.map(leftOneOfEach))
}, 60_000)
