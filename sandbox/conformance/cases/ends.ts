/** What ends of itself, and what is lost. */
import { expect } from 'vitest'
import { conformanceCase } from '../conformance-case.ts'

const sdk = '@opentok/client'
const needs = ['control'] as const

export const endCases = [
  conformanceCase(
    'C-183',
    {
      sdk,
      needs,
      promise: 'Who neither publishes nor subscribes for four hours is cut off (mediaIdle); who does stays',
      source: '[source] Limits: idle client, reason mediaIdle',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene('relayed')
      const ben = await stage.enter(sessionId)
      await moderator.watch(streamId)
      stage.control.passHours(4)
      await ben.hears('sessionDisconnected', { reason: 'mediaIdle' })
      await mia.hears('connectionDestroyed', { id: ben.connectionId, reason: 'mediaIdle' })
      for (const page of [mia, moderator]) expect(await page.heard('sessionDisconnected')).toEqual([])
    },
  ),
  conformanceCase(
    'C-184',
    {
      sdk,
      needs,
      promise: 'A session of eight hours is cut off to move to another server (serverRotation)',
      source: '[docs] Limits: server rotation, sessions over 8 h may be cut',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('relayed')
      await moderator.watch(streamId)
      stage.control.passHours(8)
      for (const page of [mia, moderator]) {
        await page.hears('sessionDisconnected', { reason: 'serverRotation' })
      }
    },
  ),
  conformanceCase(
    'C-185',
    {
      sdk,
      needs,
      promise: 'When the media server is lost its streams end (mediaStopped), and can be published again',
      source: '[source] Events and reasons: streamDestroyed mediaStopped',
    },
    async (stage) => {
      const { sessionId, mia, moderator, streamId } = await stage.scene('routed')
      await moderator.hears('streamCreated', { id: streamId })
      stage.control.faults.add({ target: 'media', match: { session: sessionId }, answer: 'lost', times: 1 })
      await mia.hears('publisher.streamDestroyed', { reason: 'mediaStopped' })
      await moderator.hears('streamDestroyed', { id: streamId, reason: 'mediaStopped' })
      expect(await mia.heard('sessionDisconnected')).toEqual([])
      await moderator.watch(await mia.publish({ name: 'Mia again' }))
    },
  ),
  conformanceCase(
    'C-186',
    {
      sdk,
      needs,
      promise: 'Who does not come back is gone for the others: networkDisconnected',
      source: '[source] Events and reasons: networkDisconnected; others see a client leave after 30 to 40 s',
    },
    async (stage) => {
      const { mia, moderator, streamId } = await stage.scene('relayed')
      await moderator.hears('connectionCreated', { id: mia.connectionId })
      stage.control.cut(mia.connectionId, 60_000)
      await mia.hears('sessionReconnecting')
      await moderator.hears('connectionDestroyed', { id: mia.connectionId, reason: 'networkDisconnected' })
      await moderator.hears('streamDestroyed', { id: streamId, reason: 'networkDisconnected' })
    },
  ),
]
